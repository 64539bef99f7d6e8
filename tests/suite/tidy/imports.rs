//! The tables in `src/README.md`: what each module may import, and where each foreign crate lives.

use super::{
    read,
    rust::{Source, line_of},
    sources,
};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// What each module may import.
type Table = BTreeMap<String, BTreeSet<String>>;

/// The rows of the Markdown table whose first heading is this word: first cell and last cell.
fn rows(readme: &str, heading: &str) -> Vec<(String, String)> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let ends = |cells: &[String]| Some((cells.first()?.clone(), cells.last()?.clone()));
    readme
        .lines()
        .skip_while(|line| cells(line).first().is_none_or(|cell| !cell.eq_ignore_ascii_case(heading)))
        .skip(2)
        .take_while(|line| line.trim_start().starts_with('|'))
        .filter_map(|line| ends(&cells(line)))
        .collect()
}

/// The words of a cell, without backticks; none for a dash.
fn words(cell: &str) -> Vec<String> {
    let words = cell.split(',').map(|word| word.trim().trim_matches('`').to_owned());
    words.filter(|word| !word.is_empty() && !matches!(word.as_str(), "-" | "–" | "—")).collect()
}

fn table(readme: &str) -> Table {
    let rows = rows(readme, "module");
    let all: BTreeSet<String> = rows.iter().flat_map(|(module, _)| words(module)).collect();
    let allowed = |module: &str, cell: &str| -> BTreeSet<String> {
        match cell.trim() {
            "everything" => all.iter().filter(|other| *other != module).cloned().collect(),
            cell => words(cell).into_iter().collect(),
        }
    };
    rows.iter()
        .flat_map(|(module, cell)| words(module).into_iter().map(move |module| (module, cell)))
        .map(|(module, cell)| (module.clone(), allowed(&module, cell)))
        .collect()
}

/// The modules of the crate that a file names, each with its line.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let root = Regex::new(r"\b(crate|jingwei)\s*::\s*(\w+|\{)|((?:\bsuper\s*::\s*)+)(\w+|\{)").expect("good");
    let mut found = Vec::new();
    for captures in root.captures_iter(&source.code) {
        let whole = captures.get(0).expect("a match");
        let line = line_of(&source.text, whole.start());
        let name = match (captures.get(2), captures.get(3), captures.get(4)) {
            (Some(name), _, _) => name,
            // Enough `super`s lead to the root of the crate as well.
            (_, Some(path), Some(name)) if path.as_str().matches("super").count() >= source.depth() => name,
            _ => continue,
        };
        if name.as_str() == "{" {
            let names = first_names(&source.code[name.end()..]);
            found.extend(names.into_iter().map(|name| (line, name)));
        } else {
            found.push((line, name.as_str().to_owned()));
        }
    }
    found
}

/// The first segments of a `{...}` of imports whose opening brace has been read.
fn first_names(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 1;
    let mut name = Some(String::new());
    for next in code.chars() {
        match next {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match next {
            _ if depth == 0 => break,
            ',' if depth == 1 => {
                names.extend(name.take());
                name = Some(String::new());
            }
            c if c.is_alphanumeric() || c == '_' => {
                if let Some(name) = &mut name {
                    name.push(c);
                }
            }
            c if c.is_whitespace() => {}
            // After the first segment, nothing counts until the next comma.
            _ => names.extend(name.take()),
        }
    }
    names.extend(name);
    names.retain(|name| !name.is_empty());
    names
}

/// Everything that the code does and the table does not allow.
fn faults(sources: &[Source], table: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    let modules: BTreeSet<&str> = sources.iter().filter_map(Source::module).collect();
    for module in &modules {
        if !table.contains_key(*module) {
            faults.push(format!("module `{module}` is not in the table of src/README.md"));
        }
    }
    for (module, allowed) in table {
        if !modules.contains(module.as_str()) {
            faults.push(format!("the table of src/README.md names `{module}`, which does not exist"));
        }
        let unknown = allowed.iter().filter(|other| !table.contains_key(*other));
        faults.extend(unknown.map(|other| format!("`{module}` may import `{other}`, which does not exist")));
    }
    for source in sources {
        let Some(module) = source.module() else { continue };
        let allowed = table.get(module);
        for (line, import) in imports(source) {
            if import != module && !allowed.is_some_and(|allowed| allowed.contains(&import)) {
                faults.push(format!("src/{}:{line}: `{module}` must not import `{import}`", source.path));
            }
        }
    }
    faults.extend(cycle(table).map(|path| format!("imports run in a circle: {}", path.join(" -> "))));
    faults
}

/// Modules that may import each other in a circle, if there are any.
fn cycle(table: &Table) -> Option<Vec<String>> {
    fn visit(table: &Table, module: &str, path: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        if let Some(start) = path.iter().position(|seen| seen == module) {
            path.drain(..start);
            path.push(module.to_owned());
            return true;
        }
        if done.contains(module) {
            return false;
        }
        path.push(module.to_owned());
        if table.get(module).is_some_and(|next| next.iter().any(|next| visit(table, next, path, done))) {
            return true;
        }
        path.pop();
        done.insert(module.to_owned());
        false
    }
    let mut done = BTreeSet::new();
    table.keys().find_map(|module| {
        let mut path = Vec::new();
        visit(table, module, &mut path, &mut done).then_some(path)
    })
}

#[test]
fn imports_run_one_way_as_the_table_says() {
    let table = table(&read("src/README.md"));
    assert!(!table.is_empty(), "src/README.md has no table whose first heading is `module`");
    let faults = faults(&sources(), &table);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn an_import_that_the_table_forbids_is_found() {
    let table = table("| module | does | may import |\n|---|---|---|\n| `a` | x | - |\n| `b` | y | `a` |\n");
    let a = |code: &str| faults(&[Source::new("a/c.rs", code), Source::new("b.rs", "use crate::a;")], &table);
    assert_eq!(a("use std::fmt;"), Vec::<String>::new());
    let found = ["src/a/c.rs:2: `a` must not import `b`"];
    for code in [
        "\nuse crate::b;",
        "\nuse crate::b::{C, D};",
        "\nuse crate::{a::E, b::{C, D}};",
        "\nfn f() { crate::b::f() }",
        "\nuse super::super::b::C;",
        "\nuse super::super::{a, b};",
    ] {
        assert_eq!(a(code), found, "{code}");
    }
    assert_eq!(a("\nuse crate::{\n    a::{b, c},\n};\nuse super::b;"), Vec::<String>::new());
}

#[test]
fn a_module_missing_from_the_table_and_a_circle_are_found() {
    let table = table("| module | may import |\n|---|---|\n| `a` | `b` |\n| `b` | `a` |\n");
    let sources = ["a.rs", "b.rs", "c.rs", "lib.rs"].map(|path| Source::new(path, ""));
    assert_eq!(
        faults(&sources, &table),
        ["module `c` is not in the table of src/README.md", "imports run in a circle: a -> b -> a"]
    );
}

/// The crates that the program depends on, as code writes them.
fn foreign_crates() -> Vec<String> {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("Cargo.toml is TOML");
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    dependencies.keys().map(|name| name.replace('-', "_")).collect()
}

/// Crates that stand in the table and are used elsewhere, and crates that stand nowhere.
fn homeless(sources: &[Source], crates: &[String], homes: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut faults: Vec<String> = crates
        .iter()
        .filter(|name| !homes.contains_key(*name))
        .map(|name| format!("`{name}` has no home in src/README.md"))
        .collect();
    for (name, home) in homes {
        if !crates.contains(name) {
            faults.push(format!("src/README.md gives `{name}` a home, and nothing depends on it"));
        }
        // What stands behind `::` is a module of our own by the same name.
        let used = Regex::new(&format!(r"(?:^|[^:\w]){name}\s*(?:::|!)|\buse\s+{name}\b")).expect("good");
        let own = |source: &&Source| source.module().is_some_and(|module| !home.iter().any(|h| h == module));
        for source in sources.iter().filter(own) {
            let uses = used.find_iter(&source.code);
            faults.extend(uses.map(|found| {
                let line = line_of(&source.text, found.end());
                format!("src/{}:{line}: `{name}` lives in {}", source.path, home.join(", "))
            }));
        }
    }
    faults
}

#[test]
fn every_foreign_crate_has_one_home() {
    let homes: BTreeMap<String, Vec<String>> = rows(&read("src/README.md"), "crate")
        .iter()
        .flat_map(|(names, home)| {
            let home: Vec<_> = words(home).iter().map(|home| first_segment(home)).collect();
            words(names).into_iter().map(move |name| (name.replace('-', "_"), home.clone()))
        })
        .collect();
    assert!(!homes.is_empty(), "src/README.md has no table whose first heading is `crate`");
    let everywhere = |home: &Vec<String>| home.iter().any(|home| home == "everywhere");
    let (free, bound): (BTreeMap<_, _>, BTreeMap<_, _>) =
        homes.into_iter().partition(|(_, home)| everywhere(home));
    let crates: Vec<_> = foreign_crates().into_iter().filter(|name| !free.contains_key(name)).collect();
    let faults = homeless(&sources(), &crates, &bound);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The module of `render/highlight.rs` is `render`.
fn first_segment(home: &str) -> String {
    home.split(['/', ':', '.']).next().unwrap_or_default().to_owned()
}

#[test]
fn a_crate_away_from_home_is_found() {
    let homes = BTreeMap::from([("walkdir".to_owned(), vec!["load".to_owned()])]);
    let crates = ["walkdir".to_owned()];
    let of = |path: &str, code: &str| homeless(&[Source::new(path, code)], &crates, &homes);
    assert_eq!(of("load/mod.rs", "use walkdir::WalkDir;"), Vec::<String>::new());
    assert_eq!(of("plan.rs", "use walkdir::WalkDir;"), ["src/plan.rs:1: `walkdir` lives in load"]);
    assert_eq!(of("plan.rs", "use crate::walkdir::x;"), Vec::<String>::new());
    assert_eq!(homeless(&[], &crates, &BTreeMap::new()), ["`walkdir` has no home in src/README.md"]);
}
