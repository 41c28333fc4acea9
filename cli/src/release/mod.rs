//! The release commands: what should run on a cluster, what does, and how to get from one to the other.

mod apply;
pub mod keys;
mod plan;
mod record;
pub mod render;
mod smoke;
pub mod target;

pub use apply::{apply, create_directory, write_unsigned};
pub use plan::{drift, plan};
pub use record::release;
pub use smoke::smoke;
