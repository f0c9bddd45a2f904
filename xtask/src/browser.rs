//! The browser that the tests drive: Chromium (or Chrome) with its ChromeDriver. Owns where they are looked for.
//!
//! Invariant: a browser and a driver that do not fit each other are never handed out, since what the driver says then
//! does not name the cause.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::Part;
use crate::shell::{Result, cmd, find, output, run, succeeds};
use crate::version::Version;

/// The variables that name a program by its path.
const CHROMIUM: &[&str] = &["CHROMIUM", "CHROME"];
const CHROMEDRIVER: &[&str] = &["CHROMEDRIVER"];

pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

pub const PART: Part = Part {
    name: "Chromium and its driver",
    is_there: || browser().is_ok(),
    obstacle: || {
        let reason = browser().err()?;
        apt_get().is_none().then(|| {
            format!(
                "{reason}; on Debian `sudo apt-get install chromium chromium-driver`, elsewhere install Chrome or \
                 Chromium and the ChromeDriver of the same version, and put both on PATH or name them by CHROMIUM and \
                 CHROMEDRIVER"
            )
        })
    },
    get: || {
        let apt_get = apt_get().expect("without apt-get there is an obstacle");
        run(&mut cmd(&format!("{apt_get} update")))?;
        let install = "install --yes --no-install-recommends chromium chromium-driver";
        run(&mut cmd(&format!("{apt_get} {install}")))?;
        browser().map(drop)
    },
};

/// The browser to test with; the error says what is wrong.
pub fn browser() -> Result<Browser> {
    let programs = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
    let chromium = locate(CHROMIUM, &programs).ok_or("no Chromium or Chrome found")?;
    let driver = locate(CHROMEDRIVER, &["chromedriver"]).ok_or("no ChromeDriver found")?;
    let (one, other) = (version(&chromium)?, version(&driver)?);
    if one.major != other.major {
        return Err(format!(
            "{} is version {one}, {} is version {other}, and they have to be the same",
            chromium.display(),
            driver.display()
        ));
    }
    Ok(Browser { chromium, driver })
}

/// A variable that is set decides, be it right or wrong: what people wrote is not silently passed over.
fn locate(variables: &[&str], programs: &[&str]) -> Option<PathBuf> {
    let named = variables.iter().find_map(std::env::var_os);
    let found = || programs.iter().find_map(|program| find(program));
    named.map(PathBuf::from).or_else(found)
}

fn version(program: &Path) -> Result<Version> {
    output(Command::new(program).arg("--version"))
        .and_then(|text| Version::find(&text))
        .ok_or_else(|| format!("{} cannot be run", program.display()))
}

/// `apt-get` as it may be called here: by root, or through sudo where that asks for no password. It cannot mend what
/// people named themselves.
fn apt_get() -> Option<&'static str> {
    let named = |variable| std::env::var_os(variable).is_some();
    if find("apt-get").is_none() || CHROMIUM.iter().chain(CHROMEDRIVER).any(named) {
        return None;
    }
    if output(&mut cmd("id -u"))? == "0" {
        Some("env DEBIAN_FRONTEND=noninteractive apt-get")
    } else if succeeds(&mut cmd("sudo -n true")) {
        Some("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")
    } else {
        None
    }
}
