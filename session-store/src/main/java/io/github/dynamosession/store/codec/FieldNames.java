package io.github.dynamosession.store.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of the first object of a class: the names of its fields, and the versions that the class and its
 * superclasses declare for themselves.
 */
record FieldNames(List<String> fields, List<ClassVersion> versions) {

    void write(Output output) {
        output.writeVarInt(fields.size() + versions.size(), true);
        versions.forEach(version -> output.writeString(version.text()));
        fields.forEach(output::writeString);
    }

    static FieldNames read(Input input) {
        FieldNames names = new FieldNames(new ArrayList<>(), new ArrayList<>());
        int length = ((BoundedInput) input).readLength();
        for (int i = 0; i < length; i++) {
            names.add(String.valueOf(input.readString()));
        }
        return names;
    }

    private void add(String text) {
        if (ClassVersion.isOne(text)) {
            versions.add(ClassVersion.of(text));
        } else {
            fields.add(text);
        }
    }

    int size() {
        return fields.size();
    }
}
