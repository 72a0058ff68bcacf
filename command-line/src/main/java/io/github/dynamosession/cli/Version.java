package io.github.dynamosession.cli;

import picocli.CommandLine.IVersionProvider;

final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            CommandLineTool.NAME + " " + CommandLineTool.class.getPackage().getImplementationVersion()
        };
    }
}
