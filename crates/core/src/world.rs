//! What a case may ask of the outside: everything impure, in one place. Tests use a still world.

use crate::error::Problem;
use crate::model::Stamp;
use std::collections::BTreeMap;

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

    /// Sets a book with pictures (name → bytes; the source names them), tells the page of every mark, and cuts it into
    /// volumes no larger than `limit` bytes, whole pages each. Page numbers go on through the volumes.
    fn bind(&self, source: &str, title: &str, pictures: &BTreeMap<String, Vec<u8>>, limit: Option<u64>) -> Result<Bound, Problem>;
}

/// A book as set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// Its volumes; one when there is no limit.
    pub volumes: Vec<Volume>,
    /// Page of every mark, from 1.
    pub marks: BTreeMap<String, usize>,
    /// Pictures that could not be shown.
    pub unreadable: Vec<String>,
}

/// One volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// PDF bytes.
    pub pdf: Vec<u8>,
    /// First page, counted through the book.
    pub first: usize,
    /// Last page.
    pub last: usize,
}
