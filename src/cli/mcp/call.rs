//! The call of a tool, read: which command answers it, with its arguments in place. What a program hands over becomes a
//! word or the value of an option, never an option of its own choice.
//!
//! Next: [`super::tools`], which may be called; [`super::ask`], which has it answered.

use super::tools::{How, SUGGEST, TOOLS, Take};
use serde_json::{Map, Value};

/// A tool that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// A question: the words of the command that answers.
    Look(Vec<String>),
    /// Something is suggested.
    Suggest {
        /// The words of the command.
        words: Vec<String>,
        /// The reason that is given.
        why: String,
        /// Who does.
        who: String,
    },
}

impl Call {
    /// Reads the call of a tool.
    ///
    /// # Errors
    /// What is wrong with it, in words: no such tool, no such argument, or one of another kind.
    pub(super) fn read(params: &Value, who: String) -> Result<Call, String> {
        let name = params.get("name").and_then(Value::as_str).unwrap_or_default();
        let none = Map::new();
        let given = match params.get("arguments") {
            None | Some(Value::Null) => &none,
            Some(Value::Object(given)) => given,
            Some(_) => return Err("`arguments` is an object".to_owned()),
        };
        if name == SUGGEST {
            return suggestion(given, who);
        }
        let tool = TOOLS.iter().find(|tool| tool.name == name);
        let tool = tool.ok_or_else(|| format!("there is no tool `{name}`"))?;
        if let Some(odd) =
            given.keys().find(|key| !tool.takes.iter().any(|take| take.name == **key))
        {
            return Err(format!("`{name}` takes no `{odd}`"));
        }
        let mut words: Vec<String> = tool.words.iter().map(|word| (*word).to_owned()).collect();
        for take in tool.takes {
            match given.get(take.name) {
                None | Some(Value::Null) if take.needed => {
                    return Err(format!("`{name}` needs `{}`", take.name));
                }
                None | Some(Value::Null) => {}
                Some(value) => words.extend(take.words(name, value)?),
            }
        }
        if name == "tasks" && !given.contains_key("limit") {
            words.push("--limit=50".to_owned());
        }
        Ok(Call::Look(words))
    }
}

impl Take {
    /// The words that hand a value over.
    fn words(&self, tool: &str, value: &Value) -> Result<Vec<String>, String> {
        let wrong = |kind: &str| Err(format!("`{}` of `{tool}` is {kind}", self.name));
        match (&self.how, value) {
            (How::Word, Value::String(text)) if text.starts_with('-') => {
                wrong("no option: it begins with a dash")
            }
            // A dash before a word of a filter turns it round.
            (How::Words, Value::String(text))
                if text.split_whitespace().any(|word| word.starts_with("--")) =>
            {
                wrong("no option: a word of it begins with two dashes")
            }
            (How::Word, Value::String(text)) if text.trim().is_empty() && !self.needed => {
                Ok(Vec::new())
            }
            (How::Word, Value::String(text)) => Ok(vec![text.clone()]),
            (How::Words, Value::String(text)) => {
                Ok(text.split_whitespace().map(str::to_owned).collect())
            }
            // A task's number is often given as one.
            (How::Word, Value::Number(number)) => Ok(vec![number.to_string()]),
            (How::Option(name), Value::String(text)) => Ok(vec![format!("{name}={text}")]),
            (How::Count(name), Value::Number(number)) if number.is_u64() => {
                Ok(vec![format!("{name}={number}")])
            }
            (How::Flag(name), Value::Bool(true)) => Ok(vec![(*name).to_owned()]),
            (How::Flag(_), Value::Bool(false)) => Ok(Vec::new()),
            (How::Word | How::Words | How::Option(_), _) => wrong("text"),
            (How::Count(_), _) => wrong("a whole number"),
            (How::Flag(_), _) => wrong("true or false"),
        }
    }
}

fn suggestion(given: &Map<String, Value>, who: String) -> Result<Call, String> {
    if let Some(odd) = given.keys().find(|key| !["words", "why"].contains(&key.as_str())) {
        return Err(format!("`{SUGGEST}` takes no `{odd}`"));
    }
    let words = given.get("words").and_then(Value::as_array);
    let words = words.map(|words| {
        words.iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
    });
    let words = words.flatten().filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| format!("`words` of `{SUGGEST}` is a list of texts"))?;
    let why = given.get("why").and_then(Value::as_str).map(str::trim).unwrap_or_default();
    if why.is_empty() {
        return Err(format!("`{SUGGEST}` needs `why`: the person decides by it"));
    }
    Ok(Call::Suggest { words, why: why.to_owned(), who })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words(name: &str, arguments: &Value) -> Result<Vec<String>, String> {
        let call = Call::read(&json!({"name": name, "arguments": arguments}), String::new())?;
        let Call::Look(words) = call else { panic!("{call:?}") };
        Ok(words)
    }

    #[test]
    fn a_question_becomes_the_words_of_a_command() {
        let asked = json!({"filter": "project:paper -q3", "limit": 5, "closed": true});
        assert_eq!(
            words("tasks", &asked).unwrap(),
            ["list", "project:paper", "-q3", "--limit=5", "--all"]
        );
        assert_eq!(words("task", &json!({"task": 142})).unwrap(), ["show", "142"]);
        let asked = json!({"of": "2h", "type": "--stdin"});
        assert_eq!(words("estimate", &asked).unwrap(), ["estimate", "2h", "--type=--stdin"]);
        assert_eq!(words("log", &json!({"span": null})).unwrap(), ["log"]);
    }

    #[test]
    fn no_argument_becomes_an_option() {
        for (tool, asked) in [
            ("tasks", json!({"filter": "a --data-dir=/tmp"})),
            ("task", json!({"task": "--help"})),
            ("plan", json!({"day": "--dump"})),
            ("why", json!({"about": "-q"})),
            ("what_if", json!({"supposition": "--config=x"})),
        ] {
            assert!(words(tool, &asked).unwrap_err().contains("no option"), "{tool}");
        }
    }

    #[test]
    fn what_a_tool_does_not_take_is_named() {
        let wrong = |name: &str, asked: &Value| words(name, asked).unwrap_err();
        assert_eq!(wrong("forget", &json!({})), "there is no tool `forget`");
        assert_eq!(wrong("status", &json!({"watch": true})), "`status` takes no `watch`");
        assert_eq!(wrong("task", &json!({})), "`task` needs `task`");
        assert_eq!(wrong("tasks", &json!({"limit": -1})), "`limit` of `tasks` is a whole number");
        assert_eq!(wrong("tasks", &json!([])), "`arguments` is an object");
        assert_eq!(
            wrong("suggest", &json!({"words": ["done", "1"]})),
            "`suggest` needs `why`: the person decides by it"
        );
    }
}
