//! The real world: clock, randomness, the typesetter.

use juzheng_core::model::Stamp;
#[cfg(feature = "press")]
use juzheng_core::world::Pdf;
use juzheng_core::world::World;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine it runs on.
pub struct Machine {
    #[cfg(feature = "press")]
    press: std::cell::OnceCell<Option<Press>>,
}

impl Machine {
    /// Nothing is opened until it is asked for.
    pub fn new() -> Machine {
        Machine {
            #[cfg(feature = "press")]
            press: std::cell::OnceCell::new(),
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

/// Where the fonts lie: `JUZHENG_FONTS`, beside the binary, or in the source tree it was built from.
pub fn fonts() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|e| Some(e.parent()?.to_owned()));
    let places = [
        std::env::var_os("JUZHENG_FONTS").map(PathBuf::from),
        beside.as_ref().map(|b| b.join("assets/fonts")),
        beside.as_ref().map(|b| b.join("../share/juzheng/fonts")),
        Some(PathBuf::from("assets/fonts")),
        Some(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts"))),
    ];
    places.into_iter().flatten().find(|p| p.is_dir()).unwrap_or_else(|| PathBuf::from("assets/fonts"))
}
