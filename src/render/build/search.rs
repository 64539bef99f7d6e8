//! The search page: the parts that its script fills, and the way without scripts.

use super::{Fault, Sheet, frame::Frame};
use crate::{plan::permalinks, render::view::SearchView};

impl Sheet<'_> {
    pub(in crate::render) fn search(&self) -> Result<Vec<u8>, Fault> {
        let title = self.words(self.lang, self.word("menu-search"));
        let mut frame = Frame { menu: Some("search"), ..Frame::new(title) };
        frame.description = Some(self.word("search-lead").to_owned());
        let (total, letters) = self.names_letters();
        let view = SearchView { names: permalinks::names(self.lang, None), total, letters };
        self.draw("search.html", frame, &view, Vec::new())
    }
}
