//! The lessons: their walks and claims, their commands, the papers that they make, the gallery.

mod folder;
mod gallery;
mod glossary;
mod history;
mod lesson10;
mod lesson10_attacks;
mod lesson2;
mod lesson3;
mod lesson4;
mod lesson5;
mod lesson6;
mod lesson7;
mod lesson7_commands;
mod lesson8;
mod lesson8_commands;
mod lesson9;
mod newcomer;
mod numbers;
mod palette;
mod pki;
mod pki_commands;
mod predictions;
mod programs;
mod quiz;

use wirewalk_testing::walked::{Walked, walked};
