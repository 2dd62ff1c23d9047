//! Floor 1: the store. One redb file; nothing outside this folder knows redb.

mod apply;
mod copy;
mod damage;
mod disk;
mod error;
mod index;
mod log;
mod making;
mod memory;
mod open;
mod past;
pub mod reference;
mod refused;
mod replayed;
mod seals;
mod tables;
mod turnstile;
mod tx;
mod verify;
mod written;

pub use copy::{aside_of, back_up, restore};
pub use damage::{guard, is_damage};
pub use disk::{Disk, FileSystem};
pub use error::{Holder, StoreError};
pub use log::{GENESIS, Hash, Stored};
pub use making::Making;
pub use memory::{Image, MemoryStore};
pub use open::{ANYTHING, SCHEMA, Store, WRITE, others_may, private, private_folder, write_private};
pub use past::as_it_stood;
pub use seals::{Fit, Held, Range, Sealed};
pub use turnstile::hold;
pub use tx::{ActorsBy, CasesBy, SEVERAL, TaskRef, TasksBy, Tx};
pub use verify::{Fault, Verdict, verify};
