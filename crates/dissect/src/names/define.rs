//! How labels are written down.

/// Statics of labels, and the list of them: `NAME: Sort marks = id, name, citation, why;`, where the sort may be left out if
/// it is plain, and the marks are `opaque` and `secret`.
macro_rules! define_labels {
    ($($label:ident $(: $sort:ident $($mark:ident)*)? = $id:literal, $name:literal, $cite:ident, $why:literal;)*) => {
        $(
            #[doc = $why]
            pub static $label: $crate::Label = $crate::Label::new($id, $name, $why, $crate::rfc::$cite)
                $(.of($crate::field::Sort::$sort)$(.$mark())*)?;
        )*
        /// All of them.
        pub(super) static ALL: &[&$crate::Label] = &[$(&$label),*];
    };
}
pub(super) use define_labels;
