//! `quytrinh.toml`, the settings of a home folder.

use super::toml_file::{self, TomlFault, TomlMistake};
use crate::domain::seal::PublicKey;
use crate::notify::{ChannelKind, ChannelSettings, CommandSettings, MailSettings, Secret, TlsMode};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The settings an office keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The language of messages: `vi` or `en`.
    pub lang: Option<String>,
    /// Who one is.
    pub me: Option<Identity>,
    /// How letters and digests go out.
    pub channels: ChannelChoice,
    /// The mail server of the office.
    pub mail: Option<MailSettings>,
    /// The program that delivers messages.
    pub command: Option<CommandSettings>,
    /// Who seals the log.
    pub seals: SealSettings,
}

/// Who one is: everybody the same actor, on whose behalf acts are recorded; or each user of the system an actor of their
/// own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Everybody stands for this actor.
    All(String),
    /// The actor that each user of the system is.
    Each(BTreeMap<String, String>),
}

impl<'de> Deserialize<'de> for Identity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Identity;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Identity, E> {
                Ok(Identity::All(code.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Identity, A::Error> {
                let mut each = BTreeMap::new();
                while let Some((user, actor)) = map.next_entry()? {
                    each.insert(user, actor);
                }
                Ok(Identity::Each(each))
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// How letters and digests go out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelChoice {
    /// Letters to bodies.
    pub letters: ChannelKind,
    /// Digests of persons, and notes.
    pub digests: ChannelKind,
}

/// Who seals the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SealSettings {
    /// The public keys whose signatures count.
    pub keys: Vec<PublicKey>,
}

/// Why the settings cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The file cannot be read as settings.
    #[error("`{}`: {fault}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: TomlFault,
    },
    /// What the file says does not fit together.
    #[error("`{}`: {fault}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: SettingsFault,
    },
}

/// What is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum SettingsFault {
    /// A password stands in the file.
    #[error("line {line}: a password does not belong here")]
    PasswordInside {
        /// The line.
        line: usize,
    },
    /// A channel is chosen that nothing describes.
    #[error("[channels] {choice} = \"{channel}\" needs a section [{channel}]")]
    NoSection {
        /// `letters` or `digests`.
        choice: &'static str,
        /// The channel.
        channel: &'static str,
    },
    /// The command channel has no program.
    #[error("[command] run names no program")]
    NoProgram,
    /// The mail server has no name.
    #[error("[mail] server names no server")]
    NoServer,
    /// The sender is none.
    #[error("[mail] from: `{from}` is no mail address")]
    BadSender {
        /// What was written.
        from: String,
    },
    /// A password without a name to log in with.
    #[error("[mail] password_file needs login")]
    NoLogin,
    /// Certificates for a talk that is not kept secret.
    #[error("[mail] ca_file needs tls = \"starttls\" or tls = \"tls\"")]
    IdleCertificates,
    /// The password would go in the clear.
    #[error("[mail] login needs tls = \"starttls\" or tls = \"tls\": the password would go in the clear")]
    LoginInTheClear,
}

/// What `init` writes.
pub const TEMPLATE: &str = "\
# quytrinh: thiết lập của cơ quan / settings of the office
# Ngôn ngữ của thông báo / language of messages: \"vi\", \"en\"
lang = \"vi\"
# Người hoặc cơ quan đứng tên khi không ghi --as / on whose behalf acts are recorded without --as
# me = \"BTCTU\"
# Hoặc mỗi người dùng của máy là ai (mã của officer); khi đó scripts/policy.rhai quyết định ai được xem, được làm gì
# Or who each user of the computer is (the code of an officer); scripts/policy.rhai then says who may read and do what
# [me]
# hoa = \"CV-01\"
# tuan-binhson = \"CV-524\"

# Cách gửi công văn và bản tin nhắc việc / how letters and digests go out:
#   \"files\"    tệp trong thư mục outbox / files in the folder outbox
#   \"mail\"     thư điện tử; nơi nhận chưa có địa chỉ thì ghi tệp / mail; files for whom no address is known
#   \"command\"  một chương trình của cơ quan / a program of the office
# [channels]
# letters = \"files\"
# digests = \"mail\"

# Máy chủ thư của cơ quan / the mail server of the office
# [mail]
# server = \"mail.quangngai.gov.vn\"
# tls = \"starttls\"                  # \"starttls\" (cổng/port 587), \"tls\" (465), \"none\" (25)
# port = 587
# from = \"Ban Tổ chức Tỉnh ủy <btctu@quangngai.gov.vn>\"
# login = \"btctu\"
# Mật khẩu ở dòng đầu của tệp này, chỉ người dùng chương trình được đọc (chmod 600); hoặc đặt biến môi trường
# QUYTRINH_MAIL_PASSWORD / the password is the first line of this file, readable by its owner alone (chmod 600);
# or set the environment variable QUYTRINH_MAIL_PASSWORD
# password_file = \"mail-password.txt\"
# Chứng thư riêng của cơ quan (PEM) / the office's own certificate (PEM)
# ca_file = \"mail-ca.pem\"
# timeout_seconds = 30

# Chương trình nhận mỗi tin một đối tượng JSON qua stdin, mã thoát 0 là đã nhận / a program that is given each message
# as one JSON object on stdin; exit code 0 means taken over
# [command]
# run = [\"/usr/local/bin/gui-tin\", \"--zalo\"]
# timeout_seconds = 60

# Khóa công khai của người ký niêm phong nhật ký (lệnh seal --new-key) / public keys of those who seal the log
# [seals]
# keys = [\"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c\"]
";

impl Config {
    /// Reads the settings; defaults when there is no file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(cause) => return Err(ConfigError::Unreadable { path: path.to_owned(), cause }),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let config: Self = toml_file::read(&name, &text).map_err(|fault| unread(path, fault))?;
        config.checked().map_err(|fault| ConfigError::Malformed { path: path.to_owned(), fault })
    }

    /// The channels of the office. Paths are those below the folder `home`; `password` is that of the mail server when
    /// the environment holds it.
    pub fn channel_settings(&self, home: &Path, password: Option<Secret>) -> ChannelSettings {
        let below = |path: &Option<PathBuf>| path.as_ref().map(|path| home.join(path));
        let mail = self.mail.as_ref().map(|mail| MailSettings {
            password_file: below(&mail.password_file),
            ca_file: below(&mail.ca_file),
            password,
            ..mail.clone()
        });
        let command = self.command.as_ref().map(|command| {
            let mut command = command.clone();
            // A bare name is looked for on the system's path.
            if let Some(program) = command.run.first_mut().filter(|program| program.contains(['/', '\\'])) {
                *program = home.join(&program).to_string_lossy().into_owned();
            }
            command
        });
        ChannelSettings { letters: self.channels.letters, digests: self.channels.digests, mail, command }
    }

    /// What the shape of the file does not rule.
    fn checked(self) -> Result<Self, SettingsFault> {
        for (choice, kind) in [("letters", self.channels.letters), ("digests", self.channels.digests)] {
            let described = match kind {
                ChannelKind::Files => true,
                ChannelKind::Mail => self.mail.is_some(),
                ChannelKind::Command => self.command.is_some(),
            };
            if !described {
                return Err(SettingsFault::NoSection { choice, channel: kind.name() });
            }
        }
        if self.command.as_ref().is_some_and(|command| command.run.first().is_none_or(String::is_empty)) {
            return Err(SettingsFault::NoProgram);
        }
        self.mail.as_ref().map_or(Ok(()), check_mail)?;
        Ok(self)
    }
}

fn check_mail(mail: &MailSettings) -> Result<(), SettingsFault> {
    if mail.server.trim().is_empty() {
        return Err(SettingsFault::NoServer);
    }
    mail.check_sender().map_err(|_| SettingsFault::BadSender { from: mail.from.clone() })?;
    match (&mail.login, mail.tls) {
        (None, _) if mail.password_file.is_some() => Err(SettingsFault::NoLogin),
        (None, TlsMode::None) if mail.ca_file.is_some() => Err(SettingsFault::IdleCertificates),
        (Some(_), TlsMode::None) if !mail.is_local() => Err(SettingsFault::LoginInTheClear),
        _ => Ok(()),
    }
}

/// What is wrong with the file. The line is shown, but not one that may hold a password.
fn unread(path: &Path, mut fault: TomlFault) -> ConfigError {
    let path = path.to_owned();
    if fault.place.excerpt.contains("password") {
        match &mut fault.mistake {
            TomlMistake::UnknownKey { key, .. } if key == "password" => {
                let fault = SettingsFault::PasswordInside { line: fault.place.line };
                return ConfigError::Malformed { path, fault };
            }
            TomlMistake::Other { reason } => reason.clear(),
            _ => {}
        }
        fault.place.excerpt.clear();
    }
    ConfigError::Unread { path, fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quytrinh.toml");
        std::fs::write(&path, text).unwrap();
        Config::read(&path).map_err(|error| {
            let (file, message) =
                error.to_string().split_once("`: ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            assert!(file.ends_with("quytrinh.toml"));
            message
        })
    }

    /// The template with every example of a section switched on.
    fn whole() -> String {
        let on = |line: &str| match line.strip_prefix("# ") {
            Some(setting) if setting.starts_with('[') || setting.contains(" = ") => setting.to_owned(),
            _ => line.to_owned(),
        };
        // There is one `me`: of its two forms the table is switched on.
        TEMPLATE.lines().filter(|line| !line.starts_with("# me = ")).map(on).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_template_is_the_defaults_and_its_examples_can_be_read() {
        assert_eq!(read(TEMPLATE).unwrap(), Config { lang: Some("vi".into()), ..Config::default() });
        let config = read(&whole()).unwrap();
        let Some(Identity::Each(who)) = &config.me else { panic!("{:?}", config.me) };
        assert_eq!(who["hoa"], "CV-01");
        assert_eq!(
            config.channels,
            ChannelChoice { letters: ChannelKind::Files, digests: ChannelKind::Mail }
        );
        let channels = config.channel_settings(Path::new("/home/btctu"), Some(Secret::new("bí mật")));
        let mail = channels.mail.clone().unwrap();
        assert_eq!((mail.port(), mail.tls, mail.timeout().as_secs()), (587, TlsMode::Starttls, 30));
        assert_eq!(mail.password_file.unwrap(), Path::new("/home/btctu/mail-password.txt"));
        assert_eq!(mail.ca_file.unwrap(), Path::new("/home/btctu/mail-ca.pem"));
        assert_eq!(channels.command.clone().unwrap().run, ["/usr/local/bin/gui-tin", "--zalo"]);
        assert!(!format!("{channels:?}").contains("bí mật"));
    }

    #[test]
    fn a_program_below_the_home_is_found_there() {
        let program = |run: &str| {
            let config = read(&format!("[command]\nrun = ['{run}']")).unwrap();
            config.channel_settings(Path::new("/office"), None).command.unwrap().run.remove(0)
        };
        assert_eq!([program("bin/send"), program("sendmail")], ["/office/bin/send", "sendmail"]);
    }

    #[test]
    fn what_does_not_fit_together_is_named() {
        let mail = "[mail]\nserver = 'mail.a.vn'\nfrom = 'a@a.vn'\n";
        for (text, wanted) in [
            ("[channels]\nletters = 'mail'", "[channels] letters = \"mail\" needs a section [mail]"),
            ("[channels]\ndigests = 'command'", "[channels] digests = \"command\" needs a section [command]"),
            ("[command]\nrun = []", "[command] run names no program"),
            (&format!("{mail}password_file = 'p'"), "[mail] password_file needs login"),
            (&mail.replace("a@a.vn", "Ban"), "[mail] from: `Ban` is no mail address"),
            (&format!("{mail}login = 'a'\ntls = 'none'"), "[mail] login needs tls"),
            ("[mail]\nfrom = 'a@a.vn'", "missing key `server`"),
            (&format!("{mail}timeout_seconds = 0"), "number-from-1 wanted, 0 found"),
            ("[channels]\nletters = 'fax'", "unknown word `fax`"),
        ] {
            let message = read(text).unwrap_err();
            assert!(message.contains(wanted), "{text}: {message}");
        }
    }

    #[test]
    fn a_password_in_the_file_is_refused_and_not_shown() {
        for line in ["password = 'bí mật'", "password = 'bí mật", "password_file = 'bí mật"] {
            let message = read(&format!("[mail]\nserver = 'a'\nfrom = 'a@a.vn'\n{line}\n")).unwrap_err();
            assert!(message.starts_with("line 4: ") && !message.contains("bí mật"), "{message}");
        }
    }
}
