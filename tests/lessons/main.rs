//! The lessons: their walks and claims, their commands, the papers that they make, the gallery.

mod gallery;
mod lesson5;
mod lesson6;
mod lesson7;
mod lesson7_commands;
mod lesson8;
mod lesson8_commands;
mod pki;
mod pki_commands;
mod programs;
