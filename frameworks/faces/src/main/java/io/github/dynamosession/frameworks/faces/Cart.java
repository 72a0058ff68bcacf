package io.github.dynamosession.frameworks.faces;

import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bean of the session; what was added is said once, after the redirect, by the flash. */
@Named
@SessionScoped
public class Cart implements Serializable {

    private static final long serialVersionUID = 1;

    private final List<String> items = new ArrayList<>();
    private @Nullable String item;

    public String add() {
        items.add(String.valueOf(item));
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.addMessage(null, new FacesMessage(item + " was added"));
        faces.getExternalContext().getFlash().setKeepMessages(true);
        item = null;
        return "cart?faces-redirect=true";
    }

    public List<String> getItems() {
        return items;
    }

    public @Nullable String getItem() {
        return item;
    }

    public void setItem(@Nullable String value) {
        item = value;
    }
}
