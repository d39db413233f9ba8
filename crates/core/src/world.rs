//! What a case may ask of the outside: everything impure, in one place. Tests use a still world.

use crate::error::Problem;
use crate::model::Stamp;

/// The ports.
pub trait World {
    /// The present instant.
    fn now(&self) -> Stamp;
    /// Bytes nobody can guess (salt of an address-book index).
    fn random(&self) -> [u8; 16];
    /// The typesetter, when it is built in.
    fn pdf(&self) -> Option<&dyn Pdf> {
        None
    }
}

/// Sets a paper.
pub trait Pdf {
    /// Typst source to PDF bytes; the same source gives the same bytes.
    fn press(&self, source: &str, title: &str) -> Result<Vec<u8>, Problem>;
}
