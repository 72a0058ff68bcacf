package io.github.dynamosession.release;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A POM as it stands in its file, by paths of elements: {@code scm/url}. */
final class Pom {

    private final Document document;

    private Pom(Document document) {
        this.document = document;
    }

    static Pom read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("no POM " + file + ": build its module first", e);
        }
    }

    static Pom parse(String text) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** What the first such element says; empty if there is none. */
    String text(String path) {
        return texts(path).stream().findFirst().orElse("");
    }

    List<String> texts(String path) {
        try {
            NodeList found = (NodeList) XPathFactory.newInstance()
                    .newXPath()
                    .evaluate("/project/" + path, document, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength())
                    .mapToObj(found::item)
                    .map(Node::getTextContent)
                    .map(String::strip)
                    .toList();
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }

    boolean has(String path) {
        return !texts(path).isEmpty();
    }

    String artifactId() {
        return text("artifactId");
    }

    boolean isPublished() {
        return text("properties/unpublished").equals("false");
    }
}
