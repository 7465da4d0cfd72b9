//! Alice.
