//! The JSON of predictions: choices in the order in which this run showed them.

use serde_json::{Value, json};

use crate::story::{Choice, Prediction, Transcript};

/// A prediction that is asked for: nothing in it tells which choice is right.
pub fn asks(prediction: &Prediction) -> Value {
    let q = prediction.question;
    json!({ "kind": "asks", "id": q.id, "ask": q.ask, "choices": texts(prediction), "chosen": prediction.chosen })
}

/// The answer, with what is said of each choice.
pub fn answers(prediction: &Prediction) -> Value {
    let q = prediction.question;
    let replies: Vec<Value> = prediction.choices().map(reply).collect();
    json!({ "kind": "answers", "id": q.id, "ask": q.ask, "choices": texts(prediction), "replies": replies,
            "chosen": prediction.chosen, "answer": prediction.right(), "because": q.because })
}

/// What was predicted in a walk, and what came.
pub fn told(transcript: &Transcript) -> Value {
    let all = transcript.predictions().map(|(step, prediction)| {
        let step = transcript.steps.get(step).map(|step| &step.id);
        json!({ "id": prediction.question.id, "step": step, "chosen": prediction.chosen, "answer": prediction.right(),
                "right": prediction.choice().map(|choice| choice.right) })
    });
    Value::Array(all.collect())
}

fn texts(prediction: &Prediction) -> Vec<&'static str> {
    prediction.choices().map(|choice| choice.text).collect()
}

/// What is said to somebody who made this choice; of the right one `because` says why.
fn reply(choice: &Choice) -> Value {
    let belief = choice.believes.map(|belief| json!({ "id": belief.id, "text": belief.text }));
    match choice.right {
        true => Value::Null,
        false => json!({ "text": choice.reply, "believes": belief, "see": choice.see, "at": choice.at }),
    }
}
