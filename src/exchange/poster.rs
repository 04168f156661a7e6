//! A chart that stands by itself: a drawing with its title, what it shows, and where it comes from.

/// Room at the edges, in pixels.
const EDGE: f64 = 24.0;
/// Narrowest drawing: the texts want room.
const NARROWEST: f64 = 640.0;
/// Mean width of a letter, in its size.
const LETTER: f64 = 0.52;
/// What every chart is written in, unless it says otherwise.
const FONT: &str = "Helvetica, Arial, sans-serif";

/// One drawing of a poster.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What it shows, in a sentence.
    pub caption: String,
    /// Its content as SVG, with every look in attributes.
    pub markup: String,
    /// Width and height, in pixels.
    pub size: (f64, f64),
}

/// Drawings under a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Poster {
    /// What it is called.
    pub title: String,
    /// The drawings, from above.
    pub pieces: Vec<Piece>,
    /// Where it comes from, a line each.
    pub foot: Vec<String>,
}

impl Poster {
    /// The whole as an SVG file, and its size in pixels. It needs no style sheet and no other file.
    pub fn svg(&self) -> (String, (f64, f64)) {
        let widest = self.pieces.iter().map(|piece| piece.size.0).fold(NARROWEST, f64::max);
        let mut page = Page { body: String::new(), y: EDGE, width: widest };
        page.text(&self.title, 20.0, " font-weight=\"bold\" fill=\"#0b0c0c\"");
        for piece in &self.pieces {
            page.text(&piece.caption, 14.0, " fill=\"#0b0c0c\"");
            page.y += 8.0;
            let (width, height) = piece.size;
            let frame = format!(
                "<svg x=\"{EDGE}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
                 viewBox=\"0 0 {width:.1} {height:.1}\" overflow=\"visible\">",
                page.y
            );
            page.body += &[&frame, piece.markup.as_str(), "</svg>\n"].concat();
            page.y += height + 12.0;
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

/// A drawing under way.
struct Page {
    body: String,
    y: f64,
    width: f64,
}

impl Page {
    /// Lines of text, as many as it takes.
    fn text(&mut self, text: &str, size: f64, look: &str) {
        for line in lines(text, self.width / (LETTER * size)) {
            self.y += 1.35 * size;
            let y = self.y - 0.35 * size;
            let begin = format!("<text x=\"{EDGE}\" y=\"{y:.1}\" font-size=\"{size}\"{look}>");
            self.body += &[&begin, escaped(&line).as_str(), "</text>\n"].concat();
        }
    }
}

/// A text in lines of so many letters at most, but for words that are longer.
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

/// A text that says nothing to whoever reads markup.
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
        let poster = Poster { title: "A <b> & \"c\"\u{1}".into(), pieces: vec![piece], foot };
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
}
