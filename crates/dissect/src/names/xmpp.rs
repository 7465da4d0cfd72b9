//! Labels of XMPP: two streams of XML.

super::define_labels! {
    DECLARATION = "wirewalk.xmpp.declaration", "XML declaration", XMPP_STREAM,
        "Says that XML follows, and in which version.";
    SPACE = "wirewalk.xmpp.space", "space between elements", XMPP_STREAM,
        "It has no meaning but keeps the connection alive.";
    STREAM = "wirewalk.xmpp.stream", "stream", XMPP_STREAM,
        "Opens one side's stream: an element that stays open until that side has finished sending.";
    STREAM_END = "wirewalk.xmpp.stream_end", "end of the stream", XMPP_STREAM,
        "This side has finished sending.";
    ELEMENT = "wirewalk.xmpp.element", "element", XMPP_ELEMENT,
        "One complete XML element inside the stream: one message of this side.";
    PIECE: Data opaque = "wirewalk.xmpp.piece", "piece of a long element", XMPP_ELEMENT,
        "A part of an element that is too long to decode as a whole.";
    TAG = "wirewalk.xmpp.tag", "tag", XMPP_ELEMENT,
        "Where an element begins, or where it ends.";
    NAME: Choice = "wirewalk.xmpp.name", "name", XMPP_ELEMENT,
        "The type of element.";
    ATTRIBUTES: Name = "wirewalk.xmpp.attributes", "attributes", XMPP_ELEMENT,
        "Details of the element, such as sender, receiver and type.";
    BRACKET = "wirewalk.xmpp.bracket", "bracket", XMPP_ELEMENT,
        "One of the characters around a tag.";
    TEXT: Data = "wirewalk.xmpp.text", "text", XMPP_ELEMENT,
        "The text between tags.";
    LOGIN: Data = "wirewalk.xmpp.login", "login, in base64", XMPP_SASL,
        "The client's proof of who it is. Base64 hides nothing.";
}
