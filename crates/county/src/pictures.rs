//! Photographs in the demonstration, of checks on site and with an answer to an order: small invented pictures, a surface with a stripe across it, as PNG.

use std::io::Write as _;

use casework::PHOTOGRAPHS_KEPT_MAX;
use catalogue::{CaseId, PersonId};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::matter::Matter;
use super::steps::digit;

const WIDTH: u32 = 160;
const HEIGHT: u32 = 120;

/// After the record of a check some officers hand in two of its photographs at once.
pub async fn handed_in(
    centre: &Centre,
    matter: &Matter,
    case: CaseId,
    who: PersonId,
    act: &Act,
) -> anyhow::Result<()> {
    let chance = digit(matter);
    let (Act::Step { visit: Some(_), .. }, true) = (act, chance.is_multiple_of(3)) else { return Ok(()) };
    let pictures = vec![picture(chance, 30)?, picture(PHOTOGRAPHS_KEPT_MAX - chance, 80)?];
    let (session, id) = (Session::acting(who), centre::seal::random());
    match centre.photographs_keep(&session, case, id, pictures).await {
        Ok(_) => Ok(()),
        Err(problem) => Err(anyhow::anyhow!("photographs of a check: {problem:?}")),
    }
}

/// A surface in one of ten shades, with a light stripe from this row on.
pub fn picture(shade: u8, stripe: u32) -> std::io::Result<Vec<u8>> {
    let surface = [70 + 12 * shade, 110 + 5 * shade, 140 - 8 * shade];
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::default());
    for row in 0..HEIGHT {
        let colour = if (stripe..stripe + 12).contains(&row) { [236, 226, 190] } else { surface };
        // Each row begins with the number of its filter: none.
        pixels.write_all(&[0])?;
        pixels.write_all(&colour.repeat(WIDTH as usize))?;
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    // Eight bits of red, green and blue for each point.
    let head = [&WIDTH.to_be_bytes()[..], &HEIGHT.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    chunk(&mut png, b"IHDR", &head);
    chunk(&mut png, b"IDAT", &pixels.finish()?);
    chunk(&mut png, b"IEND", &[]);
    Ok(png)
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(body);
    let length = u32::try_from(body.len()).expect("a picture of some thousand points is short");
    png.extend(length.to_be_bytes());
    png.extend(name);
    png.extend(body);
    png.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::picture::{Form, cleaned};

    #[test]
    fn each_is_a_small_png_that_a_case_keeps_as_it_is() -> anyhow::Result<()> {
        let all: Vec<Vec<u8>> = (0..=9).map(|shade| picture(shade, 30)).collect::<Result<_, _>>()?;
        for png in &all {
            assert_eq!((Form::of(png), cleaned(png).as_ref()), (Some(Form::Png), Ok(png)));
            assert!(png.len() < 2_000, "{} bytes", png.len());
        }
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), 10);
        Ok(())
    }
}
