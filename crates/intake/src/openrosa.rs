//! OpenRosa, as ODK Collect and Enketo speak it: the list of forms, the field report as an XForm,
//! and what comes back. Pure functions: requests and their multipart bodies are the server's.
//!
//! Standards: OpenRosa 1.0 (<https://docs.getodk.org/openrosa/>) and ODK XForms 1.0
//! (<https://getodk.github.io/xforms-spec/>).

mod form;
mod questions;
mod submission;
mod words;
mod xml;

pub use form::{Form, FormLists};
pub use submission::{Part, Submission, submission};

use crate::field_report::FieldFault;
use xml::escaped;

/// The header that every OpenRosa response carries, with [`VERSION`].
pub const VERSION_HEADER: &str = "X-OpenRosa-Version";
/// The version spoken here.
pub const VERSION: &str = "1.0";
/// The header that tells a client how much it may send at once, with [`ACCEPT_LENGTH`].
pub const ACCEPT_LENGTH_HEADER: &str = "X-OpenRosa-Accept-Content-Length";
/// Most bytes of one submission: eight photos and the form.
pub const ACCEPT_LENGTH: usize =
    crate::photo::PHOTOS * crate::photo::PHOTO_LIMIT + submission::XML_LIMIT + (64 << 10);
/// Media type of everything that is answered.
pub const MEDIA_TYPE: &str = "text/xml; charset=utf-8";

/// The answer to `GET /openrosa/formList`: the one form. `base_url` is the address that the
/// client reached, without a slash at its end: `https://mission.example`.
pub fn form_list(base_url: &str, form: &Form) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xforms xmlns=\"http://openrosa.org/xforms/xformsList\">\n  <xform>\n    \
         <formID>{}</formID>\n    <name>{}</name>\n    <version>{}</version>\n    \
         <hash>md5:{}</hash>\n    <downloadUrl>{}/openrosa/forms/field-report.xml</downloadUrl>\n  \
         </xform>\n</xforms>\n",
        Form::ID,
        escaped(questions::TITLE[0]),
        form.version(),
        form.md5(),
        escaped(base_url),
    )
}

/// The body of an answer to a submission: 201 if it is whole, 202 if more of it is awaited.
pub fn accepted(message: &str) -> String {
    response("submit_success", message)
}

/// The body of an answer to a submission that was refused (400), every fault on a line.
pub fn refused(faults: &[FieldFault]) -> String {
    let lines: Vec<String> =
        faults.iter().map(|fault| format!("{} {}", fault.field, fault.message)).collect();
    response("submit_error", &lines.join("\n"))
}

fn response(nature: &str, message: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenRosaResponse xmlns=\"http://openrosa.org/http/response\">\n  \
         <message nature=\"{nature}\">{}</message>\n</OpenRosaResponse>\n",
        escaped(message)
    )
}
