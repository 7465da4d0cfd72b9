//! **Wrong, on purpose.** An authority that copies into the certificate whatever the request asks for, as tutorials do.
//!
//! It signs a weapon: a request with CA:TRUE becomes an authority whose certificates everybody believes who trusts this one.

use rcgen::CustomExtension;

use super::{Authority, Certificate, CheckedRequest, IssueError, Profile, Validity};

/// An authority that copies every extension that a request asks for. It exists to be attacked.
pub struct CopyingAuthority<'a>(pub &'a Authority);

impl CopyingAuthority<'_> {
    /// Signs whatever is asked: any name, any usage, CA:TRUE.
    ///
    /// # Errors
    /// The certificate could not be written.
    pub fn sign_whatever_is_asked(
        &self,
        request: &CheckedRequest,
        validity: Validity,
    ) -> Result<Certificate, IssueError> {
        let mut profile = Profile::server(request.subject().clone(), Vec::new(), validity, false);
        profile.key_usages.clear();
        profile.purposes.clear();
        profile.copied = request
            .asked()
            .iter()
            .map(|asked| {
                let mut copy = CustomExtension::from_oid_content(&asked.oid, asked.value.clone());
                copy.set_criticality(asked.critical);
                copy
            })
            .collect();
        self.0.sign(request, &profile)
    }
}
