package io.nauthera.webhook.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes indented elements with text of unknown origin. */
final class XmlWriter {
  private final XMLStreamWriter xml;
  private int depth;

  XmlWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Names and values in turn. */
  static Map<String, String> attributes(String... namesAndValues) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attributes.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return attributes;
  }

  void open(String name, Map<String, String> attributes) throws XMLStreamException {
    start(name, attributes);
    depth++;
  }

  void close() throws XMLStreamException {
    depth--;
    indent();
    xml.writeEndElement();
  }

  void text(String name, Map<String, String> attributes, String text) throws XMLStreamException {
    start(name, attributes);
    xml.writeCharacters(TerminalText.lines(text));
    xml.writeEndElement();
  }

  private void start(String name, Map<String, String> attributes) throws XMLStreamException {
    indent();
    xml.writeStartElement(name);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      xml.writeAttribute(attribute.getKey(), TerminalText.line(attribute.getValue()));
    }
  }

  private void indent() throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
