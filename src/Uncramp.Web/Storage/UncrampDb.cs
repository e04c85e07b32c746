using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Uncramp.Web.Accounts;
using Uncramp.Web.CdsHooks;

namespace Uncramp.Web.Storage;

/// <summary>The tables. Pages read through it; the one that writes diaries is <see cref="Writer"/>.</summary>
internal abstract class UncrampDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    public DbSet<Person> People => Set<Person>();
    public DbSet<EntryRow> Entries => Set<EntryRow>();
    public DbSet<RemovalRow> Removals => Set<RemovalRow>();
    public DbSet<EarlierRow> EarlierValues => Set<EarlierRow>();

    public DbSet<SharedTrial> SharedTrials => Set<SharedTrial>();

    public DbSet<Access> Access => Set<Access>();
    public DbSet<Device> Devices => Set<Device>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<House> Houses => Set<House>();
    public DbSet<SealingKey> SealingKeys => Set<SealingKey>();
    public DbSet<CardFeedback> CardFeedback => Set<CardFeedback>();

    // Identity asks the application for its form; the third is the first that has passkeys.
    private static readonly IServiceProvider form = new ServiceCollection().Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseApplicationServiceProvider(form);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("Accounts").Property(account => account.Id).ValueGeneratedNever();
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("Passkeys");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("AccountTokens");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("AccountLogins");
        builder.Entity<Access>().HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<Access>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<Device>().HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<Device>().Property(row => row.Id).ValueGeneratedNever();
        builder.Entity<Invitation>().HasOne<Account>().WithMany().HasForeignKey(row => row.By).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<Invitation>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<Invitation>().Property(row => row.Id).ValueGeneratedNever();
        builder.Entity<CardFeedback>().Property(row => row.Card).ValueGeneratedNever();
        builder.Entity<House>().Property(row => row.Id).ValueGeneratedNever();
        builder.Entity<EntryRow>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<RemovalRow>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<EarlierRow>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<SharedTrial>().HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Cascade);
        // Keys are compared byte by byte: no language sorts them.
        if (Database.IsNpgsql())
            foreach (var text in builder.Model.GetEntityTypes().SelectMany(table => table.GetProperties()).Where(column => column.ClrType == typeof(string) && column.Name is "Section" or "Key"))
                text.SetCollation("C");
    }
}

/// <summary>The tables in one file, with their own migrations.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : UncrampDb(options);

/// <summary>The tables in PostgreSQL, with their own migrations.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options) : UncrampDb(options);
