package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;

/** A plain value. */
public record Person(String name, int age) implements Serializable {}
