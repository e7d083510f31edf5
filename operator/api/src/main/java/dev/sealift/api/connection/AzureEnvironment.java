package dev.sealift.api.connection;

/** The clouds of Azure. */
public enum AzureEnvironment {
    /** The worldwide cloud. */
    Public,
    /** Azure operated by 21Vianet in China. */
    China,
    /** Azure for the government of the United States. */
    USGovernment,
    /** Any other, by its endpoints. */
    Custom
}
