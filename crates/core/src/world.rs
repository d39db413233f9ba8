//! What a case may ask of the outside: everything impure, in one place. Tests use a still world.

use crate::error::Problem;
use crate::hearing::Heard;
use crate::model::Stamp;
use std::collections::BTreeMap;
use crate::picture::Sight;
use std::sync::Arc;

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
    /// The reader of pictures. Cheap to ask for: models are loaded by the first picture.
    fn eyes(&self) -> Arc<dyn Eyes> {
        Arc::new(Blind)
    }
    /// The decoder of recordings and, where a model is given, the reader of speech. Cheap to ask for, like the eyes.
    fn ears(&self) -> Arc<dyn Ears> {
        Arc::new(Deaf)
    }
}

/// What a reader of evidence may ask to see and hear with.
#[derive(Clone, Copy)]
pub struct Senses<'a> {
    /// Reads pictures.
    pub eyes: &'a dyn Eyes,
    /// Hears recordings.
    pub ears: &'a dyn Ears,
}

impl Senses<'_> {
    /// Neither sees nor hears.
    pub const NONE: Senses<'static> = Senses { eyes: &Blind, ears: &Deaf };
}

/// Hears recordings.
pub trait Ears: Send + Sync {
    /// Whether it wants the bytes at all: a whole recording is held in memory for it.
    fn listens(&self) -> bool {
        true
    }
    /// The silence of a recording, and what is said in it where a model is there; the same bytes give the same words on the
    /// same machine.
    ///
    /// # Errors
    /// A recording nobody asked to be understood is never refused; with a model, what cannot be decoded is told.
    fn hear(&self, bytes: &[u8]) -> Result<Heard, Problem>;
}

/// A program without a decoder of sound.
pub struct Deaf;

impl Ears for Deaf {
    fn listens(&self) -> bool {
        false
    }
    fn hear(&self, _: &[u8]) -> Result<Heard, Problem> {
        Ok(Heard::default())
    }
}

/// Reads the letters of a picture.
pub trait Eyes: Send + Sync {
    /// Lines with their places, and a small copy of the colours; the same bytes give the same sight on the same machine.
    fn see(&self, bytes: &[u8]) -> Result<Sight, Problem>;
}

/// A program without a reader of pictures.
pub struct Blind;

impl Eyes for Blind {
    fn see(&self, _: &[u8]) -> Result<Sight, Problem> {
        Err(Problem::new(
            "picture.no_reader",
            "这个程序没有带识别截图的部件，图片内容没有读取",
            "图片",
            "图片已按原样保存并计算哈希；请用带 eyes 功能编译的程序（make build），并运行 make assets 取得识别模型，再把这张图片加入一次",
        ))
    }
}

/// Sets a paper; papers may be set side by side.
pub trait Pdf: Sync {
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
