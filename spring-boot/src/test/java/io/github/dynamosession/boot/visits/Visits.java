package io.github.dynamosession.boot.visits;

import java.io.Serializable;

record Visits(int count) implements Serializable {}
