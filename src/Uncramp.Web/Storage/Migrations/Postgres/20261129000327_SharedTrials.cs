using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Uncramp.Web.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SharedTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SharedTrials",
                columns: table => new
                {
                    PersonId = table.Column<long>(type: "bigint", nullable: false),
                    Measure = table.Column<string>(type: "text", nullable: false),
                    Trial = table.Column<string>(type: "text", nullable: false),
                    LogRatio = table.Column<double>(type: "double precision", nullable: false),
                    StandardError = table.Column<double>(type: "double precision", nullable: false),
                    Verdict = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedTrials", x => new { x.PersonId, x.Measure });
                    table.ForeignKey(
                        name: "FK_SharedTrials_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SharedTrials");
        }
    }
}
