//! A chart as a file: a drawing with its title, what it shows, and its source.

/// The margin in pixels.
const EDGE: f64 = 24.0;
/// The width in pixels of the narrowest poster: the texts need room.
const NARROWEST: f64 = 640.0;
/// The mean width of a letter, as a share of its size.
const LETTER: f64 = 0.52;
/// The typeface of every chart, unless the chart sets another.
const FONT: &str = "Helvetica, Arial, sans-serif";

/// One drawing of a poster.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// A sentence on what the drawing shows.
    pub caption: String,
    /// The content as SVG, with all styling in attributes.
    pub markup: String,
    /// The width and the height in pixels.
    pub size: (f64, f64),
}

/// An entry of the legend: a colour or a line and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The colour or the line, as the content of a [`Piece`].
    pub markup: String,
    /// The width and the height in pixels.
    pub size: (f64, f64),
    /// The meaning.
    pub name: String,
}

/// Drawings under a title, with a legend and a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Poster {
    /// The title.
    pub title: String,
    /// What is drawn and in which unit, one line each.
    pub sub: Vec<String>,
    /// The legend.
    pub keys: Vec<Key>,
    /// The drawings, from top to bottom.
    pub pieces: Vec<Piece>,
    /// The source, one line each.
    pub foot: Vec<String>,
}

impl Poster {
    /// The whole poster as an SVG file, with its size in pixels. It needs no style sheet and no other file.
    pub fn svg(&self) -> (String, (f64, f64)) {
        let widest = self.pieces.iter().map(|piece| piece.size.0).fold(NARROWEST, f64::max);
        let mut page = Page { body: String::new(), y: EDGE, width: widest };
        page.text(&self.title, 20.0, " font-weight=\"bold\" fill=\"#0b0c0c\"");
        for line in &self.sub {
            page.text(line, 14.0, " fill=\"#505a5f\"");
        }
        page.keys(&self.keys);
        let mut said: Vec<String> = self.sub.iter().chain([&self.title]).map(|text| plain(text)).collect();
        for piece in &self.pieces {
            // A caption that repeats the title or a line below it is left out.
            let caption = plain(&piece.caption);
            if !said.iter().any(|said| said.contains(&caption)) {
                page.text(&piece.caption, 14.0, " fill=\"#0b0c0c\"");
                said.push(caption);
            }
            page.y += 8.0;
            page.drawing(EDGE, &piece.markup, piece.size);
            page.y += piece.size.1 + 12.0;
        }
        for line in &self.foot {
            page.text(line, 12.0, " fill=\"#505a5f\"");
        }
        let size = (widest + 2.0 * EDGE, page.y + EDGE - 8.0);
        let captions: Vec<&str> = self.pieces.iter().map(|piece| piece.caption.as_str()).collect();
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0}\" height=\"{:.0}\" viewBox=\"0 0 {:.0} {:.0}\" \
             role=\"img\" font-family=\"{FONT}\" font-size=\"13\">\n<title>{}</title>\n<desc>{}</desc>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{}</svg>\n",
            size.0,
            size.1,
            size.0,
            size.1,
            escaped(&self.title),
            escaped(&[&captions.join(" "), " ", &self.foot.join(" ")].concat()),
            page.body
        );
        (svg, size)
    }
}

/// A poster that is being drawn.
struct Page {
    body: String,
    y: f64,
    width: f64,
}

impl Page {
    /// Places a drawing at the present height.
    fn drawing(&mut self, x: f64, markup: &str, (width, height): (f64, f64)) {
        let frame = format!(
            "<svg x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             viewBox=\"0 0 {width:.1} {height:.1}\" overflow=\"visible\">",
            self.y
        );
        self.body += &[&frame, markup, "</svg>\n"].concat();
    }

    /// Places the entries of the legend, side by side as far as there is room.
    fn keys(&mut self, keys: &[Key]) {
        const SIZE: f64 = 13.0;
        const LINE: f64 = 20.0;
        let mut x = EDGE;
        for (index, key) in keys.iter().enumerate() {
            let (wide, high) = key.size;
            let room = wide + 8.0 + LETTER * SIZE * key.name.chars().count() as f64 + 20.0;
            if index == 0 || x + room > EDGE + self.width {
                (x, self.y) = (EDGE, self.y + if index == 0 { 8.0 } else { LINE });
            }
            let line = self.y;
            self.y += 0.5 * (LINE - high);
            self.drawing(x, &key.markup, key.size);
            self.y = line;
            let (left, down) = (x + wide + 8.0, line + 0.5 * LINE + 0.35 * SIZE);
            let name = format!(
                "<text x=\"{left:.1}\" y=\"{down:.1}\" font-size=\"{SIZE}\" fill=\"#0b0c0c\">{}</text>\n",
                escaped(&key.name)
            );
            self.body.push_str(&name);
            x += room;
        }
        if !keys.is_empty() {
            self.y += LINE + 4.0;
        }
    }

    /// Places a text in as many lines as it needs.
    fn text(&mut self, text: &str, size: f64, look: &str) {
        for line in lines(text, self.width / (LETTER * size)) {
            self.y += 1.35 * size;
            let y = self.y - 0.35 * size;
            let begin = format!("<text x=\"{EDGE}\" y=\"{y:.1}\" font-size=\"{size}\"{look}>");
            self.body += &[&begin, escaped(&line).as_str(), "</text>\n"].concat();
        }
    }
}

/// Breaks a text into lines of at most `most` letters; longer words have a line of their own.
fn lines(text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if ((line.chars().count() + 1 + word.chars().count()) as f64) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A sentence without typesetting marks and its full stop, for comparison.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('\u{2060}', "").trim_end_matches('.').to_owned()
}

/// Words that mean nothing on their own in the name of a file.
const LITTLE: [&str; 24] = [
    "a", "an", "and", "at", "be", "by", "can", "do", "does", "for", "how", "in", "is", "it", "may", "of",
    "on", "or", "than", "that", "the", "to", "what", "with",
];

/// The first meaningful words of a text, at most `most`, in the form of a file name.
pub fn stem(text: &str, most: usize) -> String {
    let text = text.replace([',', '’'], "").to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !LITTLE.contains(word)).take(most).collect::<Vec<_>>().join("-")
}

/// Escapes the characters of a text that are special in markup.
pub fn escaped(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    let mut escaped = String::new();
    for c in kept {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poster_has_title_caption_and_foot_above_and_below_its_drawing() {
        let piece = Piece {
            caption: "It rises. ".repeat(30),
            markup: "<path d=\"M0 0\"/>".into(),
            size: (700.0, 300.0),
        };
        let foot = vec!["Seed 2026".to_owned()];
        let poster = Poster {
            title: "A <b> & \"c\"\u{1}".into(),
            sub: Vec::new(),
            keys: Vec::new(),
            pieces: vec![piece],
            foot,
        };
        let (svg, (width, height)) = poster.svg();
        assert!(svg.contains("<title>A &lt;b&gt; &amp; &quot;c&quot;</title>"), "{svg}");
        assert!((width - 748.0).abs() < 1e-9);
        let place = |of: &str| svg.rfind(of).unwrap();
        assert!(place("It rises.</text>") < place("<path") && place("<path") < place("Seed 2026</text>"));
        let lasts: Vec<f64> = svg
            .lines()
            .filter(|line| line.starts_with("<text"))
            .map(|line| line.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(lasts.windows(2).all(|pair| pair[0] < pair[1]) && *lasts.last().unwrap() < height);
        assert!(lasts.len() >= 5, "a long caption is wrapped");
    }

    #[test]
    fn a_poster_says_its_title_once_and_what_colours_and_lines_stand_for() {
        let key = |name: &str| Key {
            markup: "<path d=\"M0 5H28\"/>".into(),
            size: (28.0, 10.0),
            name: name.into(),
        };
        let piece = |caption: &str| Piece {
            caption: caption.into(),
            markup: "<g id=\"drawing\"/>".into(),
            size: (700.0, 300.0),
        };
        let poster = Poster {
            title: "Placements fall to \u{2060}1,600".into(),
            sub: vec!["Thanet and Dover. Pupils, each January".into()],
            keys: (0..9).map(|line| key(&format!("line {line} of all that are drawn"))).collect(),
            pieces: vec![piece("Placements fall to 1,600."), piece("50 equally likely futures")],
            foot: vec!["Seed 2026".into()],
        };
        let (svg, _) = poster.svg();
        let count = |of: &str| svg.matches(of).count();
        assert_eq!(
            (count("1,600</text>"), count("1,600.</text>"), count("likely futures</text>")),
            (1, 0, 1)
        );
        assert_eq!((count("each January</text>"), count("<path d"), count("are drawn</text>")), (1, 9, 9));
        let heights: Vec<f64> = svg
            .lines()
            .filter(|line| line.contains("are drawn</text>"))
            .map(|line| line.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(heights[0] < heights[8] && heights.windows(2).all(|pair| pair[0] <= pair[1]), "{heights:?}");
        let first = svg.find("id=\"drawing\"").unwrap();
        assert!(svg.rfind("are drawn</text>").unwrap() < first);
    }

    #[test]
    fn the_name_of_a_file_is_a_few_words_that_say_something() {
        assert_eq!(stem("Placements by district and need, January 2030", 3), "placements-district-need");
        assert_eq!(stem("Placements stay near 1,784 in the middle future", 4), "placements-stay-near-1784");
        assert_eq!(stem("Kent’s baseline, changed", 2), "kents-baseline");
        assert_eq!(stem("", 3), "");
    }
}
