package io.github.dynamosession.boot.shop;

import jakarta.validation.constraints.NotBlank;
import java.io.Serial;
import java.io.Serializable;

/** A form of two pages. */
public final class Order implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    @NotBlank
    private String address = "";

    private int bottles;

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public int getBottles() {
        return bottles;
    }

    public void setBottles(int bottles) {
        this.bottles = bottles;
    }
}
