//! Labels of XMPP: two streams of XML.

super::define_labels! {
    DECLARATION = "wirewalk.xmpp.declaration", "XML declaration", XMPP_STREAM,
        "Says that XML follows, and in which version.";
    SPACE = "wirewalk.xmpp.space", "space between elements", XMPP_STREAM,
        "Means nothing: it keeps the connection alive.";
    STREAM = "wirewalk.xmpp.stream", "stream", XMPP_STREAM,
        "Begins one side's stream: an element that stays open as long as the side has something to say.";
    STREAM_END = "wirewalk.xmpp.stream_end", "end of the stream", XMPP_STREAM,
        "This side has said everything.";
    ELEMENT = "wirewalk.xmpp.element", "element", XMPP_ELEMENT,
        "One thing that is said: an element of XML below the stream, whole.";
    PIECE: Data opaque = "wirewalk.xmpp.piece", "piece of a long element", XMPP_ELEMENT,
        "Too long to be taken apart as a whole.";
    TAG = "wirewalk.xmpp.tag", "tag", XMPP_ELEMENT,
        "Where an element begins, or where it ends.";
    NAME: Choice = "wirewalk.xmpp.name", "name", XMPP_ELEMENT,
        "What kind of element it is.";
    ATTRIBUTES: Name = "wirewalk.xmpp.attributes", "attributes", XMPP_ELEMENT,
        "More about it: from whom, to whom, of which kind.";
    BRACKET = "wirewalk.xmpp.bracket", "bracket", XMPP_ELEMENT,
        "Stands around a tag.";
    TEXT: Data = "wirewalk.xmpp.text", "text", XMPP_ELEMENT,
        "What stands between tags.";
    LOGIN: Data = "wirewalk.xmpp.login", "login, in base64", XMPP_SASL,
        "What shows who the client is. Base64 hides nothing.";
}
