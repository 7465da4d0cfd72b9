//! The commands that lessons have besides walk, server and client, and what stands behind their own servers and clients.
//!
//! Lesson 4's are for a class that plays the parties: Carol (`ca`, `sign`, `client`), Bob (`csr`), Alice (`verify`). Each writes its
//! files into one folder, by the names of [`crate::pki::paths`]; none replaces a file without `--force`; no passphrase stands on a
//! command line. [`https`], [`mutual`], [`proxied`], [`visits`] and [`http3`] are what the sides of lessons 5, 6,
//! 7, 9 and 10 can be told; [`gallery`] is lesson 8's.

mod arguments;
mod ca;
mod carol;
mod client;
mod csr;
mod files;
pub mod gallery;
pub mod http3;
pub mod https;
pub mod inspect;
mod marks;
pub mod mutual;
mod papers;
mod passphrase;
pub mod proxied;
mod sign;
mod token;
mod verify;
pub mod visits;

pub use ca::CA;
pub use client::CLIENT;
pub use csr::CSR;
pub use inspect::INSPECT;
pub use sign::SIGN;
pub use token::{DECRYPT, ENCRYPT};
pub use verify::VERIFY;
