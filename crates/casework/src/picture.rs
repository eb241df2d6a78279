//! A picture as it is handed in: told by its first bytes, and kept without what it says besides the picture, such as where
//! and by whom it was taken (C36, C24).
//!
//! Nothing is decoded.  The parts of the file are walked from one to the next; what belongs to the picture stays byte for byte,
//! everything else is left out, and so is whatever stands behind its end.

/// Bytes of one picture at most.
pub const PICTURE_BYTES_MAX: usize = 3 * 1024 * 1024;

/// The kinds of picture that are kept.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

/// Why a file is not kept as a picture.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// More than [`PICTURE_BYTES_MAX`] bytes.
    TooLarge,
    /// Its first bytes are those of no kind we keep.
    NoPicture,
    /// It begins as a picture and does not go on as one: cut off, or made up.
    Broken,
}

impl Form {
    /// The kind, by the first bytes; a name says nothing.
    pub fn of(bytes: &[u8]) -> Option<Form> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Form::Jpeg)
        } else if bytes.starts_with(PNG) {
            Some(Form::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Form::Webp)
        } else {
            None
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Jpeg => "image/jpeg",
            Form::Png => "image/png",
            Form::Webp => "image/webp",
        }
    }
}

/// The picture alone.
pub fn cleaned(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    if bytes.len() > PICTURE_BYTES_MAX {
        return Err(Unfit::TooLarge);
    }
    let clean = match Form::of(bytes).ok_or(Unfit::NoPicture)? {
        Form::Jpeg => jpeg(bytes),
        Form::Png => png(bytes),
        Form::Webp => webp(bytes),
    };
    clean.ok_or(Unfit::Broken)
}

/// ITU-T T.81: markers, each with its length, and behind the head of a scan the coded data up to the next marker.  Left out
/// are the segments of applications (Exif, XMP, positions, second pictures) but JFIF's and Adobe's, without which the colours
/// would be others, and comments.  Of Exif one word stays: which side is up, for telephones do not turn what they take.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut clean, mut at) = (bytes.get(..2)?.to_vec(), 2);
    let (mut framed, mut scanned, mut turned) = (false, false, false);
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let marker = bytes[at];
        at += 1;
        if marker == 0xD9 {
            clean.extend([0xFF, marker]);
            return (framed && scanned).then_some(clean);
        }
        // Markers without a length stand inside coded data only, and no second picture begins in the first.
        if matches!(marker, 0x00..=0x01 | 0xD0..=0xD8) {
            return None;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        let segment = bytes.get(at..at + length).filter(|it| it.len() >= 2)?;
        at += length;
        framed |= matches!(marker, 0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC));
        if !matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) {
            clean.extend([0xFF, marker]);
            clean.extend(segment);
        } else if let (0xE1, false, Some(side)) = (marker, turned, side_up(&segment[2..])) {
            clean.extend(exif_of(side));
            turned = true;
        }
        if marker == 0xDA {
            let end = at + coded_length(bytes.get(at..)?)?;
            clean.extend(&bytes[at..end]);
            (at, scanned) = (end, true);
        }
    }
}

/// Bytes of coded data before the next marker: there 0xFF stands before 0x00 or a restart marker.
fn coded_length(coded: &[u8]) -> Option<usize> {
    coded.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
}

/// Which side is up, 2 to 8, as Exif says it in its first directory.
fn side_up(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let is_big = tiff.starts_with(b"MM\0\x2A");
    if !is_big && !tiff.starts_with(b"II\x2A\0") {
        return None;
    }
    let number = |at: usize, length: usize| {
        let bytes = tiff.get(at..at.checked_add(length)?)?;
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if is_big { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) })
    };
    let directory = number(4, 4)?;
    // It ends where the segment ends, whatever it says of its length.
    let mut entries = (0..number(directory, 2)?).map_while(|entry| {
        let at = directory.checked_add(2 + 12 * entry)?;
        Some((number(at, 2)?, number(at.checked_add(8)?, 2)?))
    });
    let side = entries.find(|(word, _)| *word == SIDE_UP)?.1;
    u8::try_from(side).ok().filter(|side| (2..=8).contains(side))
}

/// Exif's word for which side is up.
const SIDE_UP: usize = 0x0112;

/// A segment of Exif that says only which side is up: one directory with one entry.
fn exif_of(side: u8) -> [u8; 36] {
    let mut segment =
        *b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    segment[29] = side;
    segment
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks of a PNG that make the picture and its colours; texts, times and Exif are others.
const PNG_KEPT: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
    b"pHYs",
];

/// PNG (W3C): chunks of length, name, data and checksum, the header first and the end last.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut clean, mut at, mut drawn) = (PNG.to_vec(), PNG.len(), false);
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let chunk = bytes.get(at..at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?)?;
        let name: &[u8; 4] = chunk[4..8].try_into().ok()?;
        if (at == PNG.len()) != (name == b"IHDR") {
            return None;
        }
        at += chunk.len();
        drawn |= name == b"IDAT" && length > 0;
        if PNG_KEPT.contains(&name) {
            clean.extend(chunk);
        }
        if name == b"IEND" {
            return drawn.then_some(clean);
        }
    }
}

/// Chunks of a WebP that make the picture; Exif and XMP are others.
const WEBP_KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// WebP (RFC 9649): a RIFF file, whose chunks have an even length.  Its head says how long it is, and an extended one says
/// which chunks there are.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let length_at = |at: usize| {
        let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    let end = length_at(4)?.checked_add(8).filter(|end| *end <= bytes.len())?;
    let (mut clean, mut at, mut drawn) = (bytes.get(..12)?.to_vec(), 12, false);
    while at < end {
        let length = length_at(at + 4)?;
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        let chunk = bytes[..end].get(at..at.checked_add(padded)?)?;
        let name: &[u8; 4] = chunk[..4].try_into().ok()?;
        at += padded;
        drawn |= matches!(name, b"VP8 " | b"VP8L" | b"ANMF") && length > 0;
        if WEBP_KEPT.contains(&name) {
            let from = clean.len();
            clean.extend(chunk);
            if name == b"VP8X" {
                // "There is Exif" and "there is XMP".
                *clean.get_mut(from + 8)? &= !0x0C;
            }
        }
    }
    let length = u32::try_from(clean.len() - 8).ok()?;
    clean[4..8].copy_from_slice(&length.to_le_bytes());
    drawn.then_some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).expect("a short segment").to_be_bytes();
        [&[0xFF, marker], &length[..], body].concat()
    }

    /// A JPEG in its outline: frame, table, scan with a stuffed byte and a restart, and these segments before them.
    fn jpeg_with(extra: &[Vec<u8>]) -> Vec<u8> {
        let coded = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];
        let parts =
            [segment(0xE0, b"JFIF\0"), extra.concat(), segment(0xC0, b"frame"), segment(0xDA, b"scan")];
        [&[0xFF, 0xD8], &parts.concat()[..], &coded, &[0xFF, 0xD9]].concat()
    }

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("a short chunk").to_be_bytes();
        [&length[..], name, body, b"crc!"].concat()
    }

    fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
        [PNG, &chunks.concat()].concat()
    }

    fn riff(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("a short chunk").to_le_bytes();
        [&name[..], &length, body, &vec![0; body.len() % 2]].concat()
    }

    fn webp_of(chunks: &[Vec<u8>]) -> Vec<u8> {
        [&riff(b"RIFF", &[b"WEBP", &chunks.concat()[..]].concat())[..]].concat()
    }

    fn pictures() -> [(Form, Vec<u8>); 3] {
        let png = png_of(&[chunk(b"IHDR", b"size"), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")]);
        [(Form::Jpeg, jpeg_with(&[])), (Form::Png, png), (Form::Webp, webp_of(&[riff(b"VP8 ", b"odd")]))]
    }

    fn has(bytes: &[u8], wanted: &[u8]) -> bool {
        bytes.windows(wanted.len()).any(|it| it == wanted)
    }

    #[test]
    fn a_picture_without_anything_besides_is_kept_byte_for_byte() {
        for (form, bytes) in pictures() {
            assert_eq!(Form::of(&bytes), Some(form));
            assert_eq!(cleaned(&bytes), Ok(bytes), "{form:?}");
        }
    }

    #[test]
    fn what_is_no_picture_is_told_by_its_first_bytes() {
        for bytes in
            [&b""[..], b"\xFF\xD8", b"GIF89a", b"<svg/>", b"%PDF-1.7", b"RIFF\0\0\0\0WAVE", b"\x89PNG\n"]
        {
            assert_eq!((Form::of(bytes), cleaned(bytes)), (None, Err(Unfit::NoPicture)), "{bytes:?}");
        }
    }

    // Cut off anywhere it is refused, and never read beyond its end.
    #[test]
    fn a_picture_that_is_cut_off_is_refused() {
        for (form, bytes) in pictures() {
            for end in 0..bytes.len() {
                assert!(cleaned(&bytes[..end]).is_err(), "{form:?} cut at {end} of {}", bytes.len());
            }
        }
    }

    #[test]
    fn a_file_that_only_begins_as_a_picture_is_refused() {
        let fakes = [
            [&[0xFF, 0xD8, 0xFF][..], b"<script>"].concat(),
            [&[0xFF, 0xD8][..], &segment(0xC0, b"frame"), &[0xFF, 0xD9]].concat(),
            [&[0xFF, 0xD8][..], &segment(0xDA, b"scan"), &[0x12, 0xFF, 0xD9]].concat(),
            [&[0xFF, 0xD8, 0xFF, 0xE1, 0, 1][..], &[0xFF, 0xD9]].concat(),
            png_of(&[chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")]),
            png_of(&[chunk(b"IHDR", b"size"), chunk(b"IEND", b"")]),
            png_of(&[b"\xFF\xFF\xFF\xFFIHDR".to_vec()]),
            webp_of(&[riff(b"EXIF", b"where")]),
            [b"RIFF\xFF\xFF\xFF\xFFWEBP".to_vec(), riff(b"VP8 ", b"picture!")].concat(),
        ];
        for fake in fakes {
            assert_eq!(cleaned(&fake), Err(Unfit::Broken), "{fake:?}");
        }
    }

    // C24: where and by whom it was taken does not go into the file of a case.
    #[test]
    fn a_jpeg_is_kept_without_exif_and_every_other_word_of_an_application() {
        let names: Vec<Vec<u8>> =
            (0xE1..=0xEFu8).filter(|it| *it != 0xEE).map(|it| segment(it, b"Exif\0where")).collect();
        let bytes = jpeg_with(&[names.concat(), segment(0xFE, b"by whom"), segment(0xEE, b"Adobe")]);
        let clean = cleaned(&bytes).expect("a picture");
        assert_eq!(clean, jpeg_with(&[segment(0xEE, b"Adobe")]));
        assert!(!has(&clean, b"where") && !has(&clean, b"by whom") && has(&clean, b"JFIF"));
        // Some telephones lay a second picture with its own Exif behind the first.
        let second = [jpeg_with(&[]), bytes].concat();
        assert_eq!(cleaned(&second), Ok(jpeg_with(&[])));
    }

    // Which side is up belongs to the picture; a made-up directory says nothing and is read no further than it goes.
    #[test]
    fn which_side_is_up_is_all_that_stays_of_exif() {
        let entry = |tag: u16, value: u16| {
            [&tag.to_le_bytes()[..], &[3, 0, 1, 0, 0, 0], &value.to_le_bytes(), &[0, 0]].concat()
        };
        let exif = |entries: &[Vec<u8>]| {
            let count = u16::try_from(entries.len()).expect("a few").to_le_bytes();
            let directory = [&count[..], &entries.concat(), &[0; 4], b"where"].concat();
            segment(0xE1, &[b"Exif\0\0II\x2A\0\x08\0\0\0", &directory[..]].concat())
        };
        let upright = exif(&[entry(0x010F, 9), entry(0x0112, 6)]);
        let clean = cleaned(&jpeg_with(&[upright.clone(), upright])).expect("a picture");
        assert_eq!(clean, jpeg_with(&[exif_of(6).to_vec()]), "once");
        assert_eq!(cleaned(&clean), Ok(clean.clone()), "what was written is read");
        assert!(!has(&clean, b"where"));
        let far = segment(0xE1, b"Exif\0\0MM\0\x2A\xFF\xFF\xFF\xFF");
        let endless = segment(0xE1, b"Exif\0\0MM\0\x2A\0\0\0\x08\xFF\xFF\0\0");
        for nothing in [exif(&[entry(0x0112, 1)]), exif(&[entry(0x0112, 9)]), exif(&[]), far, endless] {
            assert_eq!(cleaned(&jpeg_with(&[nothing])), Ok(jpeg_with(&[])));
        }
    }

    #[test]
    fn a_png_and_a_webp_are_kept_without_them_too() {
        let texts = [chunk(b"tEXt", b"where"), chunk(b"eXIf", b"where"), chunk(b"tIME", b"when")].concat();
        let [head, pixels, end] = [chunk(b"IHDR", b"size"), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b"")];
        let bytes = [png_of(&[head.clone(), texts, pixels.clone(), end.clone()]), b"where".to_vec()].concat();
        assert_eq!(cleaned(&bytes), Ok(png_of(&[head, pixels, end])));
        let extended = |flags: u8| riff(b"VP8X", &[flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
        let picture = riff(b"VP8L", b"odd");
        let bytes =
            webp_of(&[extended(0x1C), picture.clone(), riff(b"EXIF", b"where"), riff(b"XMP ", b"whom")]);
        assert_eq!(cleaned(&bytes), Ok(webp_of(&[extended(0x10), picture])));
    }

    #[test]
    fn three_mebibytes_are_taken_and_a_byte_more_is_not() {
        let of_length = |length: usize| {
            let rest = png_of(&[chunk(b"IHDR", b"size"), chunk(b"IDAT", b""), chunk(b"IEND", b"")]).len();
            png_of(&[chunk(b"IHDR", b"size"), chunk(b"IDAT", &vec![7; length - rest]), chunk(b"IEND", b"")])
        };
        let largest = of_length(PICTURE_BYTES_MAX);
        assert_eq!(largest.len(), PICTURE_BYTES_MAX);
        assert!(cleaned(&largest).is_ok());
        assert_eq!(cleaned(&of_length(PICTURE_BYTES_MAX + 1)), Err(Unfit::TooLarge));
    }
}
