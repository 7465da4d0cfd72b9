//! What people see: the terminal and the pager, the page in a browser, the course that `wirewalk serve` serves.

mod brief;
mod browser;
mod inspect;
mod keys;
mod page;
mod page_captures;
mod pager;
mod paint;
mod render;
mod rows;
mod screen;
mod serve;
mod serve_captures;
mod serve_command;
