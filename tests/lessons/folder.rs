//! What a lesson leaves behind in its folder, and what it must not touch.

use std::fs;
use std::io;
use std::path::PathBuf;

use anyhow::Result;
use wirewalk_ground::{Access, Folder};

/// The list of our files in a folder.
const LIST: &str = ".wirewalk";

fn write(folder: &mut Folder, text: &str) -> Result<PathBuf> {
    folder.write("a.json", Access::Normal, |out| out.write_all(text.as_bytes()))
}

#[test]
fn our_own_file_is_replaced_and_anybody_elses_is_not() -> Result<()> {
    let dir = tempfile::tempdir()?;
    write(&mut Folder::open(dir.path(), false, &["a.json"])?, "one")?;
    let path = write(&mut Folder::open(dir.path(), false, &["a.json"])?, "two")?;
    assert_eq!(fs::read_to_string(&path)?, "two");
    fs::write(&path, "a person's notes")?;
    assert!(Folder::open(dir.path(), false, &["a.json"]).is_err());
    assert!(write(&mut Folder::open(dir.path(), false, &[""; 0])?, "three").is_err());
    assert_eq!(fs::read_to_string(&path)?, "a person's notes");
    write(&mut Folder::open(dir.path(), true, &["a.json"])?, "three")?;
    assert_eq!(fs::read_to_string(&path)?, "three");
    Ok(())
}

#[test]
fn what_a_person_keeps_is_replaced_by_no_walk_and_by_no_second_command() -> Result<()> {
    let dir = tempfile::tempdir()?;
    let path = Folder::vacant(dir.path(), false, &["deep/a.key"])?.keep("deep/a.key", Access::Private, b"one")?;
    assert!(Folder::vacant(dir.path(), false, &["deep/a.key"]).is_err());
    assert!(Folder::open(dir.path(), false, &["deep/a.key"]).is_err());
    assert!(Folder::vacant(dir.path(), false, &[""; 0])?.keep("deep/a.key", Access::Private, b"two").is_err());
    assert_eq!(fs::read_to_string(&path)?, "one");
    Folder::vacant(dir.path(), true, &["deep/a.key"])?.keep("deep/a.key", Access::Private, b"two")?;
    assert_eq!(fs::read_to_string(&path)?, "two");
    // What a walk left becomes the person's own once they replaced it.
    write(&mut Folder::open(dir.path(), false, &["a.json"])?, "a walk's")?;
    assert!(Folder::vacant(dir.path(), false, &["a.json"]).is_err());
    Folder::vacant(dir.path(), true, &["a.json"])?.keep("a.json", Access::Normal, b"a person's")?;
    assert!(Folder::open(dir.path(), false, &["a.json"]).is_err());
    Ok(())
}

#[test]
fn what_fails_halfway_leaves_no_file() -> Result<()> {
    let dir = tempfile::tempdir()?;
    let mut folder = Folder::open(dir.path(), false, &[""; 0])?;
    let failed = folder.write("a.json", Access::Normal, |out| {
        out.write_all(b"half")?;
        Err(io::Error::other("stopped"))
    });
    assert!(failed.is_err());
    assert_eq!(fs::read_dir(dir.path())?.count(), 0);
    Ok(())
}

#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_not_read() -> Result<()> {
    let dir = tempfile::tempdir()?;
    // Read, it would never end.
    std::os::unix::fs::symlink("/dev/zero", dir.path().join("a.json"))?;
    let refused = Folder::open(dir.path(), false, &["a.json"]).err().map(|error| error.to_string());
    assert!(refused.is_some_and(|why| why.contains("is there already")));
    std::os::unix::fs::symlink("/dev/zero", dir.path().join(LIST))?;
    let refused = Folder::open(dir.path(), false, &[""; 0]).err().map(|error| format!("{error:#}"));
    assert!(refused.is_some_and(|why| why.contains("it is not a file")));
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_private_file_is_the_owners_alone() -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir()?;
    let mut folder = Folder::open(dir.path(), false, &[""; 0])?;
    let path = folder.write("a.key", Access::Private, |out| out.write_all(b"secret"))?;
    assert_eq!(fs::metadata(path)?.permissions().mode() & 0o777, 0o600);
    Ok(())
}
