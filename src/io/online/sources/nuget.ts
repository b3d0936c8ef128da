import { nugetLicensing } from '../../../ecosystems/nuget/licensing.ts';
import { expectSame, placeOf, saidByRegistry, type OnlineSource } from '../source.ts';

/** The package's own specification (NuGet package content API, "Download package manifest"). */
export const nugetSource: OnlineSource = {
  id: 'nuget',
  types: ['nuget'],
  async ask(question, web) {
    if (question.files) return undefined;
    const id = question.purl.name.toLowerCase();
    const answer = await web.get(`${question.base}/${id}/${question.version.toLowerCase()}/${id}.nuspec`);
    if (answer === undefined) return undefined;
    const file = `${id}.nuspec`;
    const files = {
      list: async () => Promise.resolve([file]),
      bytes: async () => Promise.resolve(answer.body),
      text: async () =>
        Promise.resolve(
          Buffer.from(answer.body)
            .toString('utf8')
            .replace(/^\uFEFF/, ''),
        ),
    };
    const metadata = await nugetLicensing.declared(files, { root: 'registry:nuget', path: answer.url, format: 'directory' });
    if (metadata === undefined) return undefined;
    expectSame(question, metadata);
    return { claims: saidByRegistry(metadata.licenses, placeOf('nuget', answer, 'unverified')), places: [] };
  },
};
