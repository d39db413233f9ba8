//! The real world: clock, randomness, the typesetter, the reader of pictures, the hearer of recordings.

use juzheng_core::model::Stamp;
#[cfg(feature = "press")]
use juzheng_core::world::Pdf;
use juzheng_core::world::World;
#[cfg(feature = "eyes")]
use juzheng_core::world::{Ears, Eyes};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine it runs on.
pub struct Machine {
    #[cfg(feature = "press")]
    press: std::cell::OnceCell<Option<Press>>,
    #[cfg(feature = "eyes")]
    eyes: std::sync::Arc<Lazy>,
    #[cfg(feature = "eyes")]
    ears: std::sync::Arc<Hearing>,
}

impl Machine {
    /// Nothing is opened until it is asked for.
    pub fn new() -> Machine {
        Machine {
            #[cfg(feature = "press")]
            press: std::cell::OnceCell::new(),
            #[cfg(feature = "eyes")]
            eyes: std::sync::Arc::default(),
            #[cfg(feature = "eyes")]
            ears: std::sync::Arc::default(),
        }
    }

    /// The same, hearing with the model in `folder`; without one with what `JUZHENG_SPEECH_MODEL` or `assets/speech` holds, if anything.
    pub fn hearing(folder: Option<&Path>) -> Machine {
        #[cfg(not(feature = "eyes"))]
        let _ = folder;
        Machine {
            #[cfg(feature = "eyes")]
            ears: std::sync::Arc::new(Hearing { folder: folder.map(Path::to_owned), listener: std::sync::OnceLock::new() }),
            ..Machine::new()
        }
    }
}

impl World for Machine {
    /// `SOURCE_DATE_EPOCH` (seconds, reproducible-builds.org) stands for the clock where bytes must repeat.
    fn now(&self) -> Stamp {
        let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse::<i64>().ok()).map(|s| s * 1000);
        let real = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64);
        Stamp(fixed.unwrap_or_else(real))
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0u8; 16];
        if getrandom::fill(&mut bytes).is_err() {
            // No entropy source is a broken system; a salt from the clock is still better than none.
            bytes[..8].copy_from_slice(&self.now().0.to_le_bytes());
        }
        bytes
    }

    #[cfg(feature = "press")]
    fn pdf(&self) -> Option<&dyn Pdf> {
        self.press.get_or_init(|| juzheng_press::Press::open(&fonts()).ok().map(Press)).as_ref().map(|p| p as &dyn Pdf)
    }

    #[cfg(feature = "eyes")]
    fn eyes(&self) -> std::sync::Arc<dyn Eyes> {
        self.eyes.clone()
    }

    #[cfg(feature = "eyes")]
    fn ears(&self) -> std::sync::Arc<dyn Ears> {
        self.ears.clone()
    }
}

/// The reader of pictures, its models loaded by the first picture.
#[cfg(feature = "eyes")]
#[derive(Default)]
struct Lazy(std::sync::OnceLock<juzheng_core::error::Result<juzheng_eyes::Reader>>);

#[cfg(feature = "eyes")]
impl Eyes for Lazy {
    fn see(&self, bytes: &[u8]) -> juzheng_core::error::Result<juzheng_core::picture::Sight> {
        self.0.get_or_init(|| juzheng_eyes::Reader::open(&assets("JUZHENG_MODELS", "eyes"))).as_ref().map_err(Clone::clone)?.see(bytes)
    }
}

/// The hearer of recordings, its model loaded by the first recording.
#[cfg(feature = "eyes")]
#[derive(Default)]
struct Hearing {
    folder: Option<PathBuf>,
    listener: std::sync::OnceLock<juzheng_core::error::Result<juzheng_eyes::speech::Listener>>,
}

#[cfg(feature = "eyes")]
impl Ears for Hearing {
    fn hear(&self, bytes: &[u8]) -> juzheng_core::error::Result<juzheng_core::hearing::Heard> {
        use juzheng_eyes::speech::Listener;
        let open = || {
            let named = self.folder.clone().or_else(|| std::env::var_os("JUZHENG_SPEECH_MODEL").filter(|v| !v.is_empty()).map(PathBuf::from));
            let folder = named.or_else(|| Some(assets("JUZHENG_SPEECH_MODEL", "speech")).filter(|f| f.is_dir()));
            folder.map_or_else(|| Ok(Listener::deaf()), |f| Listener::open(&f, &assets("JUZHENG_MODELS", "eyes")))
        };
        self.listener.get_or_init(open).as_ref().map_err(Clone::clone)?.hear(bytes)
    }
}

#[cfg(feature = "press")]
struct Press(juzheng_press::Press);

#[cfg(feature = "press")]
impl Pdf for Press {
    fn press(&self, source: &str, title: &str) -> juzheng_core::error::Result<Vec<u8>> {
        self.0.pdf(source, title)
    }

    fn bind(&self, source: &str, title: &str, pictures: &std::collections::BTreeMap<String, Vec<u8>>, limit: Option<u64>) -> juzheng_core::error::Result<juzheng_core::world::Bound> {
        self.0.book(source, title, pictures, limit)
    }
}

/// Where the fonts lie.
pub fn fonts() -> PathBuf {
    assets("JUZHENG_FONTS", "fonts")
}

/// Where a folder of assets lies: named by a variable, beside the binary, or in the source tree it was built from.
fn assets(variable: &str, folder: &str) -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|e| Some(e.parent()?.to_owned()));
    let places = [
        std::env::var_os(variable).map(PathBuf::from),
        beside.as_ref().map(|b| b.join("assets").join(folder)),
        beside.as_ref().map(|b| b.join("../share/juzheng").join(folder)),
        Some(PathBuf::from("assets").join(folder)),
        Some(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets")).join(folder)),
    ];
    places.into_iter().flatten().find(|p| p.is_dir()).unwrap_or_else(|| PathBuf::from("assets").join(folder))
}
