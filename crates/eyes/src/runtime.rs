//! The network's runtime and its sessions. The shared library is loaded once, from a file; nothing is fetched.

use crate::missing;
use juzheng_core::error::{Problem, Result};
use ort::environment::Environment;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;
use ort::value::TensorRef;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

/// ONNX Runtime allows one environment a process, whatever the number of readers.
static ENVIRONMENT: OnceLock<std::result::Result<Environment, String>> = OnceLock::new();

/// The shared library, as `scripts/fetch_assets.py` lays it down.
pub fn library(folder: &Path) -> Option<PathBuf> {
    ["libonnxruntime.so", "libonnxruntime.dylib", "onnxruntime.dll"].iter().map(|name| folder.join(name)).find(|p| p.is_file())
}

/// Loads the runtime; says why it cannot.
pub(crate) fn environment(folder: &Path) -> std::result::Result<&'static Environment, &'static str> {
    let open = || -> std::result::Result<Environment, String> {
        let library = library(folder).ok_or_else(|| "没有 ONNX Runtime 的动态库".to_owned())?;
        let builder = ort::init_from(&library).map_err(|e| format!("动态库打不开（{e}）"))?;
        builder.with_telemetry(false).build().map_err(|e| format!("运行环境起不来（{e}）"))
    };
    ENVIRONMENT.get_or_init(open).as_ref().map_err(String::as_str)
}

/// One model with as many sessions as may run side by side.
pub struct Model {
    sessions: Mutex<Vec<Session>>,
}

impl Model {
    /// Loads `file` into `copies` sessions of `threads` threads each.
    pub fn open(folder: &Path, file: &str, copies: usize, threads: usize) -> Result<Model> {
        let environment = environment(folder).map_err(|why| missing(folder, why))?;
        let failed = |e: String| missing(folder, &format!("模型 {file} 打不开（{e}）"));
        let one = || -> std::result::Result<Session, String> {
            let told = |e: &dyn std::fmt::Display| e.to_string();
            let builder = Session::builder(environment).map_err(|e| told(&e))?;
            let builder = builder.with_optimization_level(GraphOptimizationLevel::Level3).map_err(|e| told(&e))?;
            let builder = builder.with_intra_threads(threads).map_err(|e| told(&e))?;
            // Spinning threads burn the processor between two lines.
            let builder = builder.with_intra_op_spinning(false).map_err(|e| told(&e))?;
            // Lines differ in width: remembered patterns only pile up memory.
            let builder = builder.with_memory_pattern(false).map_err(|e| told(&e))?;
            let mut builder = builder.with_execution_providers([ort::ep::CPU::default().with_arena_allocator(false).build()]).map_err(|e| told(&e))?;
            builder.commit_from_file(folder.join(file)).map_err(|e| told(&e))
        };
        let sessions = (0..copies).map(|_| one().map_err(failed)).collect::<Result<Vec<_>>>()?;
        Ok(Model { sessions: Mutex::new(sessions) })
    }

    /// A text the model carries.
    pub fn custom(&self, key: &str) -> Option<String> {
        let sessions = self.sessions.lock().ok()?;
        sessions.first()?.metadata().ok()?.custom(key)
    }

    /// Runs it on one tensor and hands shape and values of the first output to `then`.
    pub fn run<T>(&self, shape: [usize; 4], data: &[f32], then: impl FnOnce(&[i64], &[f32]) -> T) -> Result<T> {
        let failed = |e: String| Problem::new("eyes.run", format!("识别文字时出错（{e}）"), "图片", "原件已保留；请关闭别的程序腾出内存后再试一次");
        let taken = self.sessions.lock().map_err(|e| failed(e.to_string()))?.pop();
        let mut session = taken.ok_or_else(|| failed("没有空闲的会话".to_owned()))?;
        let answer = (|| {
            let tensor = TensorRef::from_array_view((shape, data)).map_err(|e| failed(e.to_string()))?;
            let outputs = session.run(ort::inputs![tensor]).map_err(|e| failed(e.to_string()))?;
            let (shape, values) = outputs[0].try_extract_tensor::<f32>().map_err(|e| failed(e.to_string()))?;
            Ok(then(shape, values))
        })();
        if let Ok(mut sessions) = self.sessions.lock() {
            sessions.push(session);
        }
        answer
    }
}
