//! How labels are written down.

/// Statics of labels, and the list of them: `NAME: Sort marks = id, name, citation, why;`, where the sort may be left out if
/// it is plain, and the marks are `opaque` and `secret`. Without a why it is a length in bytes, and nothing more to say.
macro_rules! define_labels {
    ($($label:ident $(: $sort:ident $($mark:ident)*)? = $id:literal, $name:literal, $cite:ident $(, $why:literal)?;)*) => {
        $(
            #[doc = $crate::names::define::why!($($why)?)]
            pub static $label: $crate::Label =
                $crate::Label::new($id, $name, $crate::names::define::why!($($why)?), $crate::rfc::$cite)
                    $(.of($crate::field::Sort::$sort)$(.$mark())*)?;
        )*
        /// All of them.
        pub(super) static ALL: &[&$crate::Label] = &[$(&$label),*];
    };
}
pub(super) use define_labels;

macro_rules! why {
    () => {
        "How many bytes follow."
    };
    ($why:literal) => {
        $why
    };
}
pub(super) use why;
