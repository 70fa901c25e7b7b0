// @ts-check
/** The example: a page as it is pasted, a story about two partners with the teasers of other stories behind it. */

export const EXAMPLE = `Vietnam, Laos and Cambodia close ranks against traffickers
Police of the three countries will work together more closely from next year, their chiefs agreed in Vientiane.
The three police chiefs after the signing in Vientiane. (Photo: Mekong Press)
Vientiane – The police chiefs of Vietnam, Laos and Cambodia met in the Lao capital on Tuesday and signed a plan for the next two years.
Vietnam and Laos will fight drug trafficking on the Mekong. In March the two sides seized 300 kilos of heroin in one night.
With Cambodia, Vietnam agreed to combat human trafficking and to bring home the victims of forced labour.
The meeting ended a week after tourists from Japan had complained about long queues at the airport.
A second meeting is planned for autumn in Hanoi.
See more
Coffee exports reach a record in the first half of the year
Malaysia and Indonesia hold naval exercise in the Strait of Malacca
`;
