package io.github.dynamosession.store.codec;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two versions of a class {@code User}, and what a User of the one is when a node of the other has read it: its fields, or
 * {@link #LOST}.
 *
 * @param kryo after Kryo, from old to new and from new to old
 * @param java the same after Java serialization
 */
record ClassChange(String name, String before, String after, List<String> kryo, List<String> java) {

    static final String LOST = "CodecException";

    private static final String HEADER = "import java.io.*; import java.util.*; ";

    static Stream<ClassChange> all() {
        return Stream.of(fields(), types(), classes(), enums(), missing()).flatMap(changes -> changes);
    }

    /** All that a version needs: one source for each change, in a package of its own. */
    static Map<String, String> sources(boolean after) {
        return all().collect(Collectors.toMap(
                ClassChange::userClass,
                change -> "package " + change.packageName() + "; " + HEADER + (after ? change.after : change.before)));
    }

    String userClass() {
        return packageName() + ".User";
    }

    private String packageName() {
        return name.replaceAll("\\W+", "_");
    }

    @Override
    public String toString() {
        return name;
    }

    private static Stream<ClassChange> fields() {
        return Stream.of(
                change("field added", user("int a = 7;"), user("int a = 1; String b = \"new\";"), "a=7 b=null", "a=1"),
                change("field renamed", user("String a = \"x\";"), user("String b = \"y\";"), "b=null", "a=null"),
                change("field made transient", user("int a = 7;"), user("transient int a = 1;"), "a=0", "a=0"),
                change(
                        "field moved to the superclass",
                        userOf(
                                "Base",
                                "String a = \"x\";",
                                "class Base implements Serializable { static final long serialVersionUID = 1; int b = 2; }"),
                        userOf(
                                "Base",
                                "",
                                "class Base implements Serializable { static final long serialVersionUID = 1; int b = 3; String a = \"y\"; }"),
                        "a=null b=2",
                        "a=null b=3"),
                change(
                        "superclass inserted",
                        user("int a = 7;"),
                        userOf("Base", "int a = 1;", "class Base implements Serializable { String b = \"y\"; }"),
                        "a=7 b=null",
                        "a=1"),
                change(
                        "removed field held the first reference",
                        user("Object a = new ArrayList<>(List.of(\"x\")); Object b = a; Object c = List.of(a);"),
                        user("Object b = \"y\"; Object c = \"z\";"),
                        "b=[x] c=[[x]]",
                        "a=null b=y c=z"));
    }

    private static Stream<ClassChange> types() {
        return Stream.of(
                change("int to long", user("int a = 7;"), user("long a = 1;"), LOST, LOST),
                change("int to String", user("int a = 7;"), user("String a = \"1\";"), LOST, LOST),
                change("int to Integer", user("int a = 7;"), user("Integer a = 1;"), "a=7", "a=1")
                        .butJava(LOST, LOST),
                change("int to Integer null", user("int a = 7;"), user("Integer a = null;"), "a=7", LOST)
                        .butJava(LOST, LOST),
                change("int to Object", user("int a = 7;"), user("Object a = \"y\";"), "a=7", LOST)
                        .butJava(LOST, LOST),
                change(
                        "List to Set",
                        user("List<String> a = new ArrayList<>(List.of(\"x\"));"),
                        user("Set<String> a = new HashSet<>(Set.of(\"y\"));"),
                        LOST,
                        LOST),
                change(
                        "ArrayList to List",
                        user("ArrayList<String> a = new ArrayList<>(List.of(\"x\"));"),
                        user("List<String> a = new ArrayList<>(List.of(\"y\"));"),
                        "a=[x]",
                        "a=[y]"),
                change("int array to long array", user("int[] a = {7};"), user("long[] a = {1};"), LOST, LOST));
    }

    private static Stream<ClassChange> classes() {
        String plain = user("String a = \"x\";");
        String readObject =
                " private void readObject(ObjectInputStream in) throws Exception { in.defaultReadObject(); }";
        String record = "public record User(String a) implements Serializable {"
                + " static final long serialVersionUID = 1; public User() { this(\"y\"); } }";
        String externalizable = "public class User implements Externalizable { static final long serialVersionUID = 1;"
                + " String a = \"y\"; public void readExternal(ObjectInput in) throws IOException { a = in.readUTF(); }"
                + " public void writeExternal(ObjectOutput out) throws IOException { out.writeUTF(a); } }";
        return Stream.of(
                change("class became a record", plain, record, "a=x", "a=y"),
                change("class became Externalizable", plain, externalizable, LOST, LOST),
                change("class got a form of its own", plain, user("String a = \"y\";" + readObject), LOST, "a=y")
                        .butJava("a=x", "a=y"),
                change(
                        "class became abstract",
                        holder("class Kind"),
                        holder("class Other extends Kind", "abstract class Kind"),
                        LOST,
                        LOST),
                change("class became an enum", holder("class Kind"), holder("enum Kind"), LOST, LOST),
                change("declared version changed", plain, plain.replace("UID = 1", "UID = 2"), LOST, LOST),
                change("version of the superclass changed", versionedBase(1), versionedBase(2), LOST, LOST),
                change("version declared at last", plain.replace("serialVersionUID", "other"), plain, "a=x", "a=x")
                        .butJava(LOST, LOST),
                change(
                        "anonymous classes renumbered",
                        anonymous(""),
                        anonymous("new Base() { int first; int n() { return first; } };"),
                        LOST,
                        LOST));
    }

    private static Stream<ClassChange> enums() {
        return Stream.of(
                change("constant added", colour("A"), colour("A, B"), "c=A", LOST),
                change("constant renamed", colour("A"), colour("B"), LOST, LOST),
                change("constants reordered", colour("A, B"), colour("B { }, A"), "c=B", "c=A"),
                change(
                        "constant added in a map",
                        user("Object a = new EnumMap<>(Map.of(Colour.A, 1));", "enum Colour { A }"),
                        user("Object a = new EnumMap<>(Map.of(Colour.B, 1));", "enum Colour { A, B }"),
                        "a={A=1}",
                        LOST));
    }

    /** The field and the class come together with one release. */
    private static Stream<ClassChange> missing() {
        String gone = "class Gone implements Serializable { int n = 1; String s = \"s\"; Object o;"
                + " Gone(Object o) { this.o = o; } } enum GoneToo { A, B }"
                + " class Kept implements Serializable { Object link; public String toString() { return \"kept \" + link; } }";
        String kept =
                "class Kept implements Serializable { Object link; public String toString() { return \"kept \" + link; } }";
        return Stream.of(
                change(
                        "class gone with its field",
                        user("Object a = new Gone(null); int b = 7;", gone),
                        user("int b = 1;", kept),
                        "b=7",
                        "a=null b=1"),
                change(
                        "arrays and enums gone with their field",
                        user(
                                "Object a = Arrays.asList(new Gone[] {new Gone(GoneToo.A), null}, GoneToo.B,"
                                        + " new GoneToo[][] {{GoneToo.A}}); int b = 7;",
                                gone),
                        user("int b = 1;", kept),
                        "b=7",
                        "a=null b=1"),
                change(
                        "plain collections of a class gone with their field",
                        user(
                                "Object a = new ArrayList<>(List.of(new Gone(GoneToo.A), GoneToo.A, new Gone[] {new Gone(1)},"
                                        + " new GoneToo[][] {{GoneToo.B}}, Map.of(GoneToo.A, GoneToo.B)));"
                                        + " int b = 7; Object c = \"x\";",
                                gone),
                        user("int b = 1; Object c;", kept),
                        "b=7 c=x",
                        "a=null b=1 c=null"),
                change(
                        "gone class held the first reference",
                        user("Object a = new Gone(new ArrayList<>(List.of(\"x\"))); Object b = ((Gone) a).o;", gone),
                        user("Object b;", kept),
                        "b=[x]",
                        "a=null b=null"),
                change(
                        "kept object leads to one of a gone class",
                        user("Object a = new Gone(new Kept()); Kept b = (Kept) ((Gone) a).o; { b.link = a; }", gone),
                        user("Kept b;", kept),
                        LOST,
                        "a=null b=null"),
                change(
                        "class gone, field kept",
                        user("Object a = new Gone(1);", gone),
                        user("Object a;", kept),
                        LOST,
                        "a=null"),
                change(
                        "enum gone, field kept",
                        user("Object a = GoneToo.A;", gone),
                        user("Object a;", kept),
                        LOST,
                        "a=null"),
                change(
                        "class gone from a list",
                        user("Object a = new ArrayList<>(List.of(\"x\", new Gone(1)));", gone),
                        user("Object a;", kept),
                        LOST,
                        "a=null"),
                change(
                        "class gone from an array of what it implements",
                        user("Serializable[] a = {new Gone(1)};", gone),
                        user("Serializable[] a;", kept),
                        LOST,
                        "a=null"));
    }

    private static ClassChange change(String name, String before, String after, String upgraded, String downgraded) {
        List<String> outcomes = List.of(upgraded, downgraded);
        return new ClassChange(name, before, after, outcomes, outcomes);
    }

    private ClassChange butJava(String upgraded, String downgraded) {
        return new ClassChange(name, before, after, kryo, List.of(upgraded, downgraded));
    }

    private static String user(String fields) {
        return user(fields, "");
    }

    private static String user(String fields, String otherClasses) {
        return userOf("Object", fields, otherClasses);
    }

    private static String userOf(String superclass, String fields, String otherClasses) {
        return "public class User extends " + superclass + " implements Serializable {"
                + " static final long serialVersionUID = 1; public User() { } " + fields + " } " + otherClasses;
    }

    private static String versionedBase(int version) {
        return userOf(
                "Base",
                "String a = \"x\";",
                "class Base implements Serializable { static final long serialVersionUID = " + version + "; }");
    }

    private static String colour(String constants) {
        String last = constants.contains("B") ? "B" : "A";
        return user(
                "Colour c = Colour." + (constants.startsWith("B {") ? "A" : last) + ";",
                "enum Colour { " + constants + " }");
    }

    /** A User that holds an object, or a constant, of the first of some classes. */
    private static String holder(String... kinds) {
        boolean isEnum = kinds[0].startsWith("enum");
        String name = kinds[0].split(" ")[1];
        String value = isEnum ? "Kind.A" : "new " + name + "()";
        return user(
                "Object a = " + value + ";",
                Arrays.stream(kinds)
                        .map(kind -> isEnum
                                ? kind + " { A }"
                                : kind + (kind.contains(" extends ") ? "" : " implements Serializable") + " { }")
                        .collect(joining(" ")));
    }

    /** The first anonymous class captures a number. */
    private static String anonymous(String earlier) {
        return user(
                "{ " + earlier + " } Object a = made(5); static Object made(int n) {"
                        + " return new Base() { int n() { return n; } }; }",
                "abstract class Base implements Serializable { abstract int n(); }");
    }
}
