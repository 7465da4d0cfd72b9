mod demo;
use wirewalk::render::paint::Paint;
use wirewalk::render::terminal::*;
#[test]
fn show() {
    let t = demo::transcript();
    let w: usize = std::env::var("W").map_or(80, |w| w.parse().unwrap());
    let paint = if std::env::var("C").is_ok() { Paint::Ansi } else { Paint::Plain };
    let mut out = std::io::stdout();
    paint.write(&mut out, &head_rows(t.about, w)).unwrap();
    for i in 0..t.steps.len() {
        println!();
        paint.write(&mut out, &step_rows(&t, i, w)).unwrap();
    }
    println!();
    paint
        .write(
            &mut out,
            &summary_rows(
                &t,
                &[Artifact {
                    path: "out/lesson2/lesson2.pcapng".into(),
                    what: "the recording; opens in Wireshark".into(),
                }],
                w,
            ),
        )
        .unwrap();
}
