//! Typed fields: declared in scripts, enforced wherever a value comes in.

mod error;
mod read;
mod spec;

pub use error::{FieldError, FieldFault, LookupFault};
pub use read::Lookup;
pub use spec::{Column, FieldSpec, FieldType};
