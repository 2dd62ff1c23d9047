//! Channels, against a real mail server, real programs and a real folder.

mod support;

use quytrinh::domain::message::{About, Form, Letterhead, Message, MessageState};
use quytrinh::notify::{
    ChannelKind, ChannelSettings, Channels, CommandSettings, DeliveryError, MailSettings, Secret, TlsMode,
};
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::Path;
use std::time::{Duration, Instant};
use support::smtp::{Manner, Options, Security, SmtpServer};

const KEY: &str = "VT-2022-005.answer.1.0.first-letter.535";
const EMAIL: &str = "huyenuybato@quangngai.gov.vn";
const SUBJECT: &str = "đôn đốc: Đề xuất ít nhất 01 vị trí đứng đầu cấp xã, và ghi rõ thời gian tiếp nhận";
const PASSWORD: &str = "mật khẩu";

fn letter() -> Message {
    Message {
        key: KEY.into(),
        form: Form::Letter,
        about: Some(About {
            case: "VT-2022-005".parse().expect("an id"),
            task: "answer".parse().expect("a key"),
            turn: 1,
            rung: "first-letter".into(),
        }),
        covers: vec!["VT-2022-005.answer.1.0.before-due.535".into()],
        to: "535".parse().expect("a code"),
        address: "Ban Thường vụ Huyện ủy Ba Tơ".into(),
        on: chrono::NaiveDate::from_ymd_opt(2022, 10, 7).expect("a day"),
        planned: chrono::NaiveDate::from_ymd_opt(2022, 10, 7).expect("a day"),
        subject: SUBJECT.into(),
        body: "Kính gửi: Ban Thường vụ Huyện ủy Ba Tơ\n\n.Đề nghị «quan tâm».\n\nNơi nhận:\n- Như trên.\n"
            .into(),
        letterhead: Some(Letterhead {
            superior: "TỈNH ỦY QUẢNG NGÃI".into(),
            issuer: "BAN TỔ CHỨC".into(),
            symbol: "CV/BTCTU".into(),
            place: "Quảng Ngãi".into(),
            signature: vec!["TRƯỞNG BAN".into()],
        }),
        state: MessageState::Queued,
        tries: 0,
        retry_at: None,
    }
}

fn digest() -> Message {
    Message {
        key: "digest.2022-10-07.an".into(),
        form: Form::Digest,
        about: None,
        letterhead: None,
        ..letter()
    }
}

/// The settings for a server; `tls` is what the office believes it does.
fn mail(server: &SmtpServer, tls: TlsMode) -> MailSettings {
    MailSettings {
        server: "localhost".into(),
        port: Some(server.address.port()),
        tls,
        login: None,
        password_file: None,
        password: None,
        from: "Ban Tổ chức Tỉnh ủy <btctu@quangngai.gov.vn>".into(),
        timeout_seconds: NonZeroU32::new(10).expect("10"),
        ca_file: (tls != TlsMode::None).then(|| server.ca_file.clone()),
    }
}

fn with_login(settings: MailSettings, password: &str) -> MailSettings {
    MailSettings { login: Some("btctu".into()), password: Some(Secret::new(password)), ..settings }
}

fn send(settings: MailSettings) -> Result<String, DeliveryError> {
    send_to(settings, EMAIL)
}

fn send_to(settings: MailSettings, email: &str) -> Result<String, DeliveryError> {
    let settings =
        ChannelSettings { letters: ChannelKind::Mail, mail: Some(settings), ..ChannelSettings::default() };
    Channels::new(settings, "nowhere".into()).deliver(&letter(), Some(email))
}

#[test]
fn a_mail_carries_the_letter_and_its_key() {
    let server = SmtpServer::start(Options::default());
    assert_eq!(send(mail(&server, TlsMode::None)).expect("sent"), format!("mail {EMAIL}"));
    let mails = server.mails();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.header("Subject"), SUBJECT);
    assert_eq!(mail.body.trim_end(), letter().body.trim_end());
    assert_eq!(mail.header("X-Quytrinh-Key"), KEY);
    assert_eq!(mail.header("Message-ID"), format!("<{KEY}@quangngai.gov.vn>"));
    assert!(mail.raw.contains("Content-Type: text/plain; charset=utf-8"), "{}", mail.raw);
    let [(name, word)] = mail.attached.as_slice() else { panic!("{}", mail.raw) };
    assert!(name.contains(&format!("2022-10-07_{KEY}.docx")), "{name}");
    assert!(word.starts_with(b"PK") && word.windows(9).any(|part| part == b"word/styl"), "{}", mail.raw);
    assert!(mail.header("From").contains("<btctu@quangngai.gov.vn>"), "{}", mail.raw);
    assert!(mail.header("X-Envelope").contains(&format!("TO:<{EMAIL}>")), "{}", mail.raw);
    assert!(mail.raw.is_ascii(), "{}", mail.raw);
    let longest = mail.raw.lines().map(str::len).max();
    assert!(longest < Some(998), "{}", mail.raw);
}

#[test]
fn a_mail_sent_again_has_the_same_id() {
    let server = SmtpServer::start(Options::default());
    for _ in 0..2 {
        send(mail(&server, TlsMode::None)).expect("sent");
    }
    let ids: Vec<String> = server.mails().iter().map(|mail| mail.header("Message-ID").to_owned()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn login_over_either_kind_of_tls_gets_the_mail_through() {
    for (security, tls) in [(Security::Starttls, TlsMode::Starttls), (Security::Tls, TlsMode::Tls)] {
        let server =
            SmtpServer::start(Options { security, login: Some(("btctu", PASSWORD)), ..Options::default() });
        send(with_login(mail(&server, tls), PASSWORD)).expect("sent");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("password.txt");
        std::fs::write(&file, format!("{PASSWORD}\n")).expect("written");
        let from_file = MailSettings {
            login: Some("btctu".into()),
            password_file: Some(file),
            server: "127.0.0.1".into(),
            ..mail(&server, tls)
        };
        send(from_file).expect("sent with the password of the file");
        assert_eq!(server.mails().len(), 2, "{security:?}");
    }
}

#[test]
fn a_wrong_password_is_a_refused_login_that_does_not_show_it() {
    let login = Some(("btctu", PASSWORD));
    let server = SmtpServer::start(Options { security: Security::Starttls, login, ..Options::default() });
    let settings = with_login(mail(&server, TlsMode::Starttls), "sai rồi");
    assert!(!format!("{settings:?}").contains("sai rồi"));
    let error = send(settings).expect_err("refused");
    assert!(matches!(&error, DeliveryError::LoginRefused { login, .. } if login == "btctu"), "{error:?}");
    let address = format!("localhost:{}", server.address.port());
    assert_eq!(
        error.to_string(),
        format!("mail server `{address}` refused login `btctu`: 535 5.7.8 authentication failed")
    );
    assert!(error.is_permanent() && !format!("{error:?}").contains("sai rồi"));
    let none = MailSettings { login: Some("btctu".into()), ..mail(&server, TlsMode::Starttls) };
    assert!(matches!(send(none), Err(DeliveryError::NoPassword { .. })));
    let gone = MailSettings {
        login: Some("btctu".into()),
        password_file: Some("no/such/file".into()),
        ..mail(&server, TlsMode::Starttls)
    };
    let error = send(gone).expect_err("no password");
    assert!(error.to_string().starts_with("password file `no/such/file` cannot be read: "), "{error}");
    assert_eq!(server.mails(), []);
}

#[test]
fn a_server_that_nobody_vouches_for_gets_nothing() {
    for (security, tls) in [(Security::Starttls, TlsMode::Starttls), (Security::Tls, TlsMode::Tls)] {
        let (server, other) = (Options { security, ..Options::default() }, Options::default());
        let (server, other) = (SmtpServer::start(server), SmtpServer::start(other));
        for ca_file in [None, Some(other.ca_file.clone())] {
            let error = send(MailSettings { ca_file, ..mail(&server, tls) }).expect_err("not trusted");
            assert!(matches!(error, DeliveryError::Tls { .. }), "{error:?}");
            assert!(error.to_string().contains("certificate"), "{error}");
        }
        assert_eq!(server.mails(), []);
    }
    let server = SmtpServer::start(Options { security: Security::Tls, ..Options::default() });
    let no_pem = MailSettings { ca_file: Some("Cargo.toml".into()), ..mail(&server, TlsMode::Tls) };
    let error = send(no_pem).expect_err("no certificate");
    assert!(error.to_string().starts_with("certificate file `Cargo.toml` cannot be used"), "{error}");
}

#[test]
fn a_server_without_tls_gets_nothing_when_tls_is_wanted() {
    let server = SmtpServer::start(Options::default());
    let error = send(mail(&server, TlsMode::Starttls)).expect_err("no STARTTLS");
    assert!(matches!(&error, DeliveryError::MailServer { .. }), "{error:?}");
    assert!(error.to_string().contains("STARTTLS"), "{error}");
    let error = send(mail(&server, TlsMode::Tls)).expect_err("no TLS");
    assert!(matches!(&error, DeliveryError::Tls { .. }), "{error:?}");
    assert_eq!(server.mails(), []);
}

#[test]
fn a_refused_connection_is_told_at_once() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address").port()
    };
    let server = SmtpServer::start(Options::default());
    let start = Instant::now();
    let settings =
        MailSettings { server: "127.0.0.1".into(), port: Some(port), ..mail(&server, TlsMode::None) };
    let error = send(settings).expect_err("nobody there");
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(matches!(&error, DeliveryError::Unreachable { .. }), "{error:?}");
    assert!(
        error.to_string().starts_with(&format!("mail server `127.0.0.1:{port}` cannot be reached: ")),
        "{error}"
    );
    assert!(!error.is_permanent());
}

#[test]
fn a_slow_server_is_not_waited_for_without_end() {
    for manner in [Manner::Silent, Manner::Dripping] {
        for tls in [TlsMode::None, TlsMode::Tls] {
            let server = SmtpServer::start(Options { manner, ..Options::default() });
            let settings = MailSettings { timeout_seconds: NonZeroU32::MIN, ..mail(&server, tls) };
            let start = Instant::now();
            let error = send(settings).expect_err("too slow");
            let told = match (manner, tls) {
                // What drips is no TLS, which is seen at once.
                (Manner::Dripping, TlsMode::Tls) => matches!(error, DeliveryError::Tls { .. }),
                _ => matches!(error, DeliveryError::MailTimeout { seconds: 1, .. }),
            };
            assert!(told, "{manner:?} {tls:?} {error:?}");
            assert!(start.elapsed() < Duration::from_secs(8), "{manner:?} {tls:?}");
        }
    }
}

#[test]
fn a_refused_recipient_is_permanent() {
    let server = SmtpServer::start(Options { manner: Manner::RefusesRecipients, ..Options::default() });
    let error = send(mail(&server, TlsMode::None)).expect_err("refused");
    assert!(matches!(&error, DeliveryError::MailRefused { permanent: true, .. }), "{error:?}");
    assert!(error.to_string().ends_with("refused the mail: 550 5.1.1 no such user here"), "{error}");
    assert!(error.is_permanent());
    assert_eq!(server.mails(), []);
}

#[test]
fn what_is_no_address_is_told() {
    let server = SmtpServer::start(Options::default());
    for address in ["huyện ủy Ba Tơ", "a@", "a@b.vn\r\nBcc: c@d.vn"] {
        let error = send_to(mail(&server, TlsMode::None), address).expect_err(address);
        assert!(matches!(&error, DeliveryError::BadAddress { .. }), "{error:?}");
    }
    assert_eq!(server.mails(), []);
}

/// The names and contents of the files in a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).expect("a file")))
        .collect()
}

#[test]
fn a_letter_is_two_files_and_a_digest_one_each_the_same_when_delivered_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let outbox = folder.path().join("outbox");
    let channels = Channels::new(ChannelSettings::default(), outbox.clone());
    let place = channels.deliver(&letter(), Some(EMAIL)).expect("written");
    let path = |ending: &str| outbox.join(format!("2022-10-07_{KEY}.{ending}")).display().to_string();
    assert_eq!(place, format!("{}, {}", path("docx"), path("txt")));
    let digest = digest();
    let place = channels.deliver(&digest, None).expect("written");
    assert!(place.ends_with("2022-10-07_digest.2022-10-07.an.txt"), "{place}");
    let before = files(&outbox);
    assert_eq!(before.len(), 3, "{:?}", before.keys());
    channels.deliver(&letter(), None).expect("written again");
    assert_eq!(files(&outbox), before);
    std::fs::remove_dir_all(&outbox).expect("removed");
    channels.deliver(&letter(), None).expect("written anew");
    channels.deliver(&digest, None).expect("written anew");
    assert_eq!(files(&outbox), before);
}

#[test]
fn what_the_clerk_filled_in_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let channels = Channels::new(ChannelSettings::default(), folder.path().to_owned());
    channels.deliver(&letter(), None).expect("written");
    let docx = folder.path().join(format!("2022-10-07_{KEY}.docx"));
    std::fs::write(&docx, "Số 123-CV/BTCTU").expect("filled in");
    channels.deliver(&letter(), None).expect("delivered again");
    assert_eq!(std::fs::read_to_string(&docx).expect("a file"), "Số 123-CV/BTCTU");
}

#[test]
fn many_deliveries_of_one_letter_at_once_leave_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let channels = Channels::new(ChannelSettings::default(), folder.path().to_owned());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| channels.deliver(&letter(), None).expect("written"));
        }
    });
    let found = files(folder.path());
    assert_eq!(found.len(), 2, "{:?}", found.keys());
    assert!(found.values().all(|content| content.len() > 500));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let outbox = folder.path().join("outbox");
    std::fs::write(&outbox, "a file where the folder should be").expect("written");
    let error = Channels::new(ChannelSettings::default(), outbox.clone())
        .deliver(&letter(), None)
        .expect_err("no folder");
    assert!(matches!(&error, DeliveryError::File { path, .. } if *path == outbox), "{error:?}");
    assert!(error.to_string().contains(&*outbox.to_string_lossy()), "{error}");
}

#[cfg(unix)]
mod command {
    use super::*;
    /// Gives a message to a shell script, which finds its folder in `$1`.
    fn run(
        script: &str,
        message: &Message,
        seconds: u32,
    ) -> (Result<String, DeliveryError>, BTreeMap<String, Vec<u8>>) {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("send");
        std::fs::write(&program, script).expect("written");
        let program = program.to_string_lossy().into_owned();
        let command = CommandSettings {
            run: vec![
                "/bin/sh".into(),
                program,
                folder.path().to_string_lossy().into_owned(),
                "a b; exit 9".into(),
            ],
            timeout_seconds: NonZeroU32::new(seconds).expect("some time"),
        };
        let settings = ChannelSettings {
            letters: ChannelKind::Command,
            digests: ChannelKind::Command,
            command: Some(command),
            ..ChannelSettings::default()
        };
        let told = Channels::new(settings, "nowhere".into()).deliver(message, Some(EMAIL));
        (told, files(folder.path()))
    }

    #[test]
    fn a_command_is_given_the_message_as_json() {
        let (told, files) = run("cat > \"$1/order\"; printf %s \"$2\" > \"$1/arg\"", &letter(), 20);
        assert_eq!(told.expect("delivered"), "command /bin/sh");
        assert_eq!(files["arg"], b"a b; exit 9");
        assert!(files["order"].ends_with(b"}\n"));
        let order: serde_json::Value = serde_json::from_slice(&files["order"]).expect("JSON");
        let wanted = serde_json::json!({
            "key": KEY, "covers": letter().covers, "form": "letter", "to": "535", "address": letter().address,
            "email": EMAIL, "on": "2022-10-07", "subject": SUBJECT, "body": letter().body,
            "case": "VT-2022-005", "task": "answer", "rung": "first-letter",
        });
        assert_eq!(order, wanted);
        let (_, files) = run("cat > \"$1/order\"", &digest(), 20);
        let order: serde_json::Value = serde_json::from_slice(&files["order"]).expect("JSON");
        assert_eq!((&order["form"], &order["case"]), (&"digest".into(), &serde_json::Value::Null));
    }

    #[test]
    fn a_command_that_fails_is_told_with_its_last_words() {
        let (told, _) = run("cat > /dev/null; echo một >&2; echo 'hết chỗ' >&2; exit 3", &letter(), 20);
        let error = told.expect_err("failed").to_string();
        assert!(error == "command `/bin/sh` failed, exit status: 3: hết chỗ", "{error}");
        let (told, _) = run("kill -9 $$", &letter(), 20);
        let error = told.expect_err("killed").to_string();
        assert!(error.ends_with("failed, signal: 9 (SIGKILL)"), "{error}");
    }

    #[test]
    fn a_command_that_takes_too_long_is_ended() {
        let start = Instant::now();
        let (told, files) = run("exec sleep 60; echo > \"$1/late\"", &letter(), 1);
        assert!(matches!(told, Err(DeliveryError::CommandTimeout { seconds: 1, .. })), "{told:?}");
        assert!(start.elapsed() < Duration::from_secs(20) && !files.contains_key("late"));
    }

    /// What it started holds its standard error: it would be heard until it ends.
    #[test]
    fn what_a_command_started_ends_with_it_when_it_takes_too_long() {
        let folder = tempfile::tempdir().expect("a folder");
        let mark = folder.path().join("alive");
        let script = format!("(while :; do echo > {}; sleep 0.1; done) & wait", mark.display());
        let (told, _) = run(&script, &letter(), 1);
        assert!(matches!(told, Err(DeliveryError::CommandTimeout { seconds: 1, .. })), "{told:?}");
        assert!(mark.exists(), "it ran");
        std::fs::remove_file(&mark).expect("the mark");
        std::thread::sleep(Duration::from_millis(600));
        assert!(!mark.exists(), "it goes on");
    }

    #[test]
    fn a_command_that_leaves_something_running_is_done_when_it_ends() {
        let start = Instant::now();
        let (told, _) = run("sleep 30 & echo xong >&2; exit 1", &letter(), 20);
        assert!(matches!(told, Err(DeliveryError::CommandFailed { .. })), "{told:?}");
        assert!(start.elapsed() < Duration::from_secs(15));
    }

    #[test]
    fn a_command_that_reads_nothing_or_talks_much_does_no_harm() {
        let long = Message { body: "dài ".repeat(200_000), ..letter() };
        assert!(run("exit 0", &long, 20).0.is_ok());
        assert!(run("exec <&-; sleep 0.2", &long, 20).0.is_ok());
        let much = "i=0; while [ $i -lt 20000 ]; do echo 0123456789 >&2; echo 0123456789; i=$((i+1)); done";
        assert!(run(much, &long, 60).0.is_ok());
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let command =
            CommandSettings { run: vec!["/no/such/program".into()], timeout_seconds: NonZeroU32::MIN };
        let settings = ChannelSettings {
            letters: ChannelKind::Command,
            command: Some(command),
            ..ChannelSettings::default()
        };
        let error =
            Channels::new(settings, "nowhere".into()).deliver(&letter(), None).expect_err("no program");
        assert!(error.to_string().starts_with("command `/no/such/program` cannot be run: "), "{error}");
    }
}
