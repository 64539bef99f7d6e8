//! What files in XML have in common.

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::io;

/// A document with one root element.
pub(super) fn document(
    root: &str,
    attributes: &[(&str, &str)],
    content: impl Fn(&mut Writer<Vec<u8>>) -> io::Result<()>,
) -> Vec<u8> {
    let write = || -> io::Result<Vec<u8>> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let start = BytesStart::new(root).with_attributes(attributes.iter().copied());
        writer.write_event(Event::Start(start))?;
        content(&mut writer)?;
        writer.write_event(Event::End(BytesEnd::new(root)))?;
        Ok(writer.into_inner())
    };
    write().expect("writing into memory does not fail")
}

/// An element that holds text only.
pub(super) fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(content)).map(|_| ())
}
