//! What is said on the wire: JSON-RPC, a message a line. Speaks the revisions of the protocol that open with `initialize`
//! and the one that says everything with each request (modelcontextprotocol.io, 2024-11-05 to 2026-07-28).
//!
//! Knows nothing of heyday but its tools' names. Next: [`super::tools`].

use super::call::Call;
use super::tools;
use crate::exchange::json::Json;
use serde_json::Value;

/// The revision whose requests carry their own version.
const STATELESS: &str = "2026-07-28";
/// The revisions that open with `initialize`, newest first.
const OPENED: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// Where a request says which revision it speaks, and who asks.
const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const CLIENT: &str = "io.modelcontextprotocol/clientInfo";

/// What can't be read as JSON.
const UNREADABLE: i32 = -32_700;
/// JSON, but no request.
const NO_REQUEST: i32 = -32_600;
/// A method that there is not.
const NO_METHOD: i32 = -32_601;
/// A method that is asked with something else than it takes.
const WRONG: i32 = -32_602;
/// A revision that is not spoken.
const UNSPOKEN: i32 = -32_022;

/// What whoever asks is told about this program.
const ABOUT: &str = "heyday is a person's own work log, task list and day plan. Everything here reads, but `suggest`, which \
    leaves a command for the person to accept or dismiss: nothing is changed before they do. Tasks are named by their number \
    (`id`), blocks of the plan by `b7`. Look before you suggest, suggest little, and say why.";

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Words or JSON.
    pub(super) text: String,
    /// Whether it failed.
    pub(super) failed: bool,
}

/// One side of the talk.
#[derive(Debug, Default)]
pub(super) struct Speaker {
    /// Who asks, as said when the talk was opened.
    who: String,
}

/// Who a request is from, and how it is answered.
struct Manner {
    who: String,
    stateless: bool,
}

/// Why a request has no result.
struct Fault {
    code: i32,
    message: String,
    /// The revision that was asked for.
    unspoken: Option<String>,
}

impl Fault {
    fn new(code: i32, message: impl Into<String>) -> Fault {
        Fault { code, message: message.into(), unspoken: None }
    }
}

impl Speaker {
    /// The line that answers a line, `None` where none is called for. `carry_out` has the tools' calls answered.
    pub(super) fn answer(
        &mut self,
        line: &[u8],
        carry_out: &mut dyn FnMut(Call) -> Answer,
    ) -> Option<String> {
        let asked: Value = match serde_json::from_slice(line) {
            Ok(asked) => asked,
            Err(_) if line.trim_ascii().is_empty() && line.ends_with(b"\n") => return None,
            Err(error) => {
                let message = format!("not JSON in one line: {error}");
                return Some(refused(&Value::Null, &Fault::new(UNREADABLE, message)));
            }
        };
        let method = asked.get("method").and_then(Value::as_str);
        let id = asked.get("id");
        let is_id = id.is_some_and(|id| id.is_string() || id.is_i64() || id.is_u64());
        match (method, id) {
            // A notification, or an answer to a question that nobody has asked.
            (Some(_), None) => None,
            (None, Some(_)) if asked.get("result").or(asked.get("error")).is_some() => None,
            (Some(method), Some(id)) if is_id => {
                let params = asked.get("params").unwrap_or(&Value::Null);
                let result = self.result(method, params, carry_out);
                Some(match result {
                    Ok(result) => replied(id, &result),
                    Err(fault) => refused(id, &fault),
                })
            }
            _ => {
                let message = "a request is an object with `method` and an `id` that is a string or a whole number";
                Some(refused(&Value::Null, &Fault::new(NO_REQUEST, message)))
            }
        }
    }

    fn result(
        &mut self,
        method: &str,
        params: &Value,
        carry_out: &mut dyn FnMut(Call) -> Answer,
    ) -> Result<Json, Fault> {
        let manner = self.manner(params)?;
        let mut json = Json::default();
        match method {
            "initialize" => {
                let said = params.get("protocolVersion").and_then(Value::as_str);
                self.who = name(params.get("clientInfo"));
                let version = OPENED.into_iter().find(|one| said == Some(*one));
                json.object(|json| opened(json, version.unwrap_or(OPENED[0])));
            }
            "ping" => {
                json.object(|json| completed(json, &manner));
            }
            "server/discover" => {
                json.object(|json| discovered(json, &manner));
            }
            "tools/list" => {
                json.object(|json| {
                    completed(json, &manner);
                    tools::list(json);
                    keeps(json, &manner);
                });
            }
            "tools/call" => {
                let call = Call::read(params, manner.who.clone());
                let answer = carry_out(call.map_err(|message| Fault::new(WRONG, message))?);
                json.object(|json| {
                    completed(json, &manner);
                    said(json, &answer);
                });
            }
            other => return Err(Fault::new(NO_METHOD, format!("there is no method `{other}`"))),
        }
        Ok(json)
    }

    /// Who asks and in which revision.
    fn manner(&self, params: &Value) -> Result<Manner, Fault> {
        let meta = params.get("_meta");
        match meta.and_then(|meta| meta.get(VERSION)).and_then(Value::as_str) {
            None => Ok(Manner { who: self.who.clone(), stateless: false }),
            Some(STATELESS) => {
                let who = name(meta.and_then(|meta| meta.get(CLIENT)));
                Ok(Manner { who, stateless: true })
            }
            Some(other) => Err(Fault {
                unspoken: Some(other.to_owned()),
                ..Fault::new(UNSPOKEN, "Unsupported protocol version")
            }),
        }
    }
}

/// The name that a program gives itself.
fn name(client: Option<&Value>) -> String {
    let name = client.and_then(|client| client.get("name")).and_then(Value::as_str);
    name.unwrap_or_default().chars().take(60).collect()
}

fn versions(json: &mut Json) {
    json.item(STATELESS);
    for version in OPENED {
        json.item(version);
    }
}

fn itself(json: &mut Json) {
    json.field("name", "heyday").field("version", env!("CARGO_PKG_VERSION"));
}

fn opened(json: &mut Json, version: &'static str) {
    json.field("protocolVersion", version)
        .object_field("capabilities", |json| {
            json.object_field("tools", |_| ());
        })
        .object_field("serverInfo", itself)
        .field("instructions", ABOUT);
}

fn discovered(json: &mut Json, manner: &Manner) {
    completed(json, manner);
    json.array_field("supportedVersions", versions)
        .object_field("capabilities", |json| {
            json.object_field("tools", |_| ());
        })
        .object_field("_meta", |json| {
            json.object_field("io.modelcontextprotocol/serverInfo", itself);
        })
        .field("instructions", ABOUT);
    keeps(json, manner);
}

/// The newer revision says with each result that it is one.
fn completed(json: &mut Json, manner: &Manner) {
    if manner.stateless {
        json.field("resultType", "complete");
    }
}

/// How long whoever asks may keep the answer: for as long as it likes, the tools are the program's.
fn keeps(json: &mut Json, manner: &Manner) {
    if manner.stateless {
        json.field("ttlMs", 3_600_000).field("cacheScope", "public");
    }
}

fn said(json: &mut Json, answer: &Answer) {
    json.array_field("content", |json| {
        json.object_item(|json| {
            json.field("type", "text").field("text", &answer.text);
        });
    })
    .field("isError", answer.failed);
}

fn replied(id: &Value, result: &Json) -> String {
    format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{}}}\n", result.as_str())
}

fn refused(id: &Value, fault: &Fault) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.field("code", fault.code).field("message", &fault.message);
        if let Some(requested) = &fault.unspoken {
            json.object_field("data", |json| {
                json.array_field("supported", versions).field("requested", requested);
            });
        }
    });
    // What can't be read has no id that could be given back.
    let id = if id.is_null() { String::new() } else { format!("\"id\":{id},") };
    format!("{{\"jsonrpc\":\"2.0\",{id}\"error\":{}}}\n", json.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What is answered to some lines, when every call is answered by its own description.
    fn talk(lines: &[Value]) -> Vec<Value> {
        let mut speaker = Speaker::default();
        let mut answer = |call: Call| Answer { text: format!("{call:?}"), failed: false };
        let said = lines
            .iter()
            .filter_map(|line| speaker.answer(format!("{line}\n").as_bytes(), &mut answer));
        said.map(|line| serde_json::from_str(&line).unwrap()).collect()
    }

    fn stateless(params: &Value) -> Value {
        let mut params = params.clone();
        params["_meta"] = json!({VERSION: STATELESS, CLIENT: {"name": "newer", "version": "2"}});
        params
    }

    #[test]
    fn a_talk_that_is_opened_goes_on_in_the_revision_that_was_asked_for() {
        let said = talk(&[
            json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-03-26", "clientInfo": {"name": "older"}}}),
            json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
            json!({"jsonrpc": "2.0", "id": "two", "method": "tools/call", "params": {"name": "suggest", "arguments": {"words": ["done", "1"], "why": "sent"}}}),
            json!({"jsonrpc": "2.0", "id": 3, "method": "ping"}),
        ]);
        assert_eq!(said.len(), 3);
        assert_eq!(said[0]["result"]["protocolVersion"], "2025-03-26");
        assert_eq!(said[1]["id"], "two");
        let text = said[1]["result"]["content"][0]["text"].as_str().unwrap();
        assert!(text.contains("older") && text.contains("sent"), "{text}");
        assert_eq!(said[2]["result"], json!({}));
    }

    #[test]
    fn an_unknown_revision_gets_the_newest_that_is_opened_so() {
        let said = talk(&[
            json!({"id": 1, "method": "initialize", "params": {"protocolVersion": "1900-01-01"}}),
        ]);
        assert_eq!(said[0]["result"]["protocolVersion"], OPENED[0]);
    }

    #[test]
    fn the_newer_revision_needs_no_opening_and_names_who_asks_each_time() {
        let call = json!({"name": "suggest", "arguments": {"words": ["done", "1"], "why": "sent"}});
        let said = talk(&[
            json!({"id": 1, "method": "server/discover", "params": stateless(&json!({}))}),
            json!({"id": 2, "method": "tools/list", "params": stateless(&json!({}))}),
            json!({"id": 3, "method": "tools/call", "params": stateless(&call)}),
        ]);
        for one in &said {
            assert_eq!(one["result"]["resultType"], "complete", "{one}");
        }
        assert_eq!(said[0]["result"]["supportedVersions"][0], STATELESS);
        for one in &said[..2] {
            assert!(one["result"]["ttlMs"].as_i64().unwrap() > 0, "{one}");
        }
        let text = said[2]["result"]["content"][0]["text"].as_str().unwrap();
        assert!(text.contains("newer"), "{text}");
    }

    #[test]
    fn a_revision_that_nobody_speaks_is_refused_with_those_that_are() {
        let meta = json!({"_meta": {VERSION: "2031-01-01"}});
        let said = talk(&[json!({"id": 1, "method": "tools/list", "params": meta})]);
        assert_eq!(said[0]["error"]["code"], UNSPOKEN);
        assert_eq!(said[0]["error"]["data"]["requested"], "2031-01-01");
        assert_eq!(said[0]["error"]["data"]["supported"].as_array().unwrap().len(), 5);
    }

    #[test]
    fn what_is_no_request_is_told_so_and_ends_nothing() {
        let mut speaker = Speaker::default();
        let mut never = |_: Call| panic!("nothing is called");
        let mut code = |line: &[u8]| {
            let said = speaker.answer(line, &mut never)?;
            let said: Value = serde_json::from_str(&said).unwrap();
            Some((said["error"]["code"].as_i64().unwrap(), said.get("id").is_some()))
        };
        assert_eq!(code(b"\n"), None);
        assert_eq!(code(b""), Some((UNREADABLE.into(), false)));
        assert_eq!(code(b"{\n"), Some((UNREADABLE.into(), false)));
        assert_eq!(code(b"\xff\n"), Some((UNREADABLE.into(), false)));
        assert_eq!(code(b"[]\n"), Some((NO_REQUEST.into(), false)));
        assert_eq!(code(br#"{"id":1.5,"method":"ping"}"#), Some((NO_REQUEST.into(), false)));
        assert_eq!(code(br#"{"id":null,"method":"ping"}"#), Some((NO_REQUEST.into(), false)));
        assert_eq!(code(br#"{"id":1,"method":"prompts/list"}"#), Some((NO_METHOD.into(), true)));
        assert_eq!(code(br#"{"id":1,"method":"tools/call"}"#), Some((WRONG.into(), true)));
        assert_eq!(code(br#"{"id":1,"result":{}}"#), None);
        assert_eq!(code(br#"{"method":"notifications/cancelled"}"#), None);
    }

    #[test]
    fn every_tool_says_what_it_takes() {
        let said = talk(&[json!({"id": 1, "method": "tools/list"})]);
        let tools = said[0]["result"]["tools"].as_array().unwrap();
        assert!(tools.len() > 10);
        for tool in tools {
            assert_eq!(tool["inputSchema"]["type"], "object");
            let takes = tool["inputSchema"]["properties"].as_object().unwrap();
            for needed in tool["inputSchema"]["required"].as_array().into_iter().flatten() {
                assert!(takes.contains_key(needed.as_str().unwrap()), "{tool}");
            }
            assert_eq!(tool["annotations"]["readOnlyHint"], tool["name"] != "suggest");
        }
    }
}
