//! The columns of a term's page: the same sections of its entries, side by side.

use super::{Fault, Sheet};
use crate::{
    config::Column,
    model::entry::EntryId,
    plan::permalinks,
    render::view::{ColumnView, SectionCell},
};
use tera::Value;

impl Sheet<'_> {
    pub(super) fn columns(&self) -> Vec<ColumnView> {
        self.desk.site.config.columns.iter().map(|column| self.column(column)).collect()
    }

    fn column(&self, column: &Column) -> ColumnView {
        let label = match column.label.get(self.lang) {
            Some(label) => label,
            None => self.word_if_known(&format!("column-{}", column.section)).unwrap_or(&column.section),
        };
        ColumnView { section: column.section.clone(), label: self.words(self.lang, label) }
    }

    /// The rows of the entries, if one of them has one of the sections.
    pub(super) fn rows(&self, ids: &[EntryId]) -> Result<Value, Fault> {
        let rows: Result<Vec<Value>, Fault> = ids.iter().map(|id| self.columns_row(*id)).collect();
        let columns = &self.desk.site.config.columns;
        let has_section = |id: &EntryId| {
            let texts = &self.desk.site.corpus.entry(*id).texts;
            columns.iter().any(|column| self.has_section(texts, &column.section))
        };
        let shown = ids.iter().any(has_section);
        Ok(Value::from(if shown { rows? } else { Vec::new() }))
    }

    /// Drawn once for all pages of the same language and depth.
    fn columns_row(&self, id: EntryId) -> Result<Value, Fault> {
        self.shared.rows.get(self.path.depth(), id, || {
            let cells: Vec<SectionCell> =
                self.desk.site.config.columns.iter().map(|column| self.cell(id, column)).collect();
            self.draw_part("row.html", id, Some(("cells", Value::from_serializable(&cells))))
        })
    }

    fn cell(&self, id: EntryId, column: &Column) -> SectionCell {
        let entry = self.desk.site.corpus.entry(id);
        let home = permalinks::entry(self.lang, entry);
        let text = self.excerpt(&entry.texts, &column.section, &home);
        let href = text.as_ref().map(|_| format!("{home}#{}", column.section));
        let (html, text_lang) = text.map_or_else(Default::default, |text| (text.html, text.lang));
        SectionCell { column: self.column(column), href, html, text_lang }
    }
}
